/// Updates as the server writes them, with fields this program does not know.
enum Payload {
  static let olena = #"""
    {"id":4503599627370495,"is_bot":false,"first_name":"Олена","last_name":"Коваль",
    "username":"olena_k","language_code":"uk","is_premium":true,"new_in_2030":{"deep":[1,{"x":null}]}}
    """#
  static let privateChat = #"""
    {"id":4503599627370495,"first_name":"Олена","username":"olena_k","type":"private"}
    """#

  static func message(_ rest: String, id: Int = 17) -> String {
    """
    {"message_id":\(id),"from":\(olena),"chat":\(privateChat),"date":1763712345,\(rest)}
    """
  }

  static func update(_ id: Int64, _ kind: String, _ value: String) -> String {
    """
    {"update_id":\(id),"\(kind)":\(value)}
    """
  }

  static let callback = update(
    10, "callback_query",
    #"""
    {"id":"4382bfdwdsb323b2d9","from":\#(olena),"chat_instance":"-42","data":"t:900","message":
    {"message_id":4711,"from":{"id":9,"is_bot":true,"first_name":"Bot","username":"b_bot"},
    "chat":\#(privateChat),"date":1763712345,"edit_date":1763712350,"text":"Оберіть час \ud83d\udd50",
    "entities":[{"offset":0,"length":7,"type":"bold"}],"reply_markup":{"inline_keyboard":
    [[{"text":"09:00","callback_data":"t:900","style":"primary"}]]}}}
    """#)
}
