"""aiogram at the sandbox. pydantic validates every answer, so that no required field is missing,
and the session below refuses fields that aiogram's Bot API doesn't have."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.filters import CommandObject, CommandStart
from aiogram.methods import TelegramMethod
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BufferedInputFile,
    CopyTextButton,
    ForceReply,
    InaccessibleMessage,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaDocument,
    InputMediaPhoto,
    InputTextMessageContent,
    KeyboardButton,
    LabeledPrice,
    MenuButtonCommands,
    MenuButtonWebApp,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    TelegramObject,
    Update,
    WebAppInfo,
)
from aiogram.utils.backoff import BackoffConfig

from checks import Checks, eventually, expected, journal
from sandbox_control import FORMATTED, Person, SandboxControl, png

check = Checks("aiogram")

def keyboard(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=list(rows))


def button(text: str = "Book", data: str = "book") -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data)


def same(one: TelegramObject | None, other: TelegramObject | None) -> bool:
    """Whether the two say the same; == also compares which bot they came from."""
    return one is not None and other is not None and one.model_dump() == other.model_dump()


def refuse_unknown_fields(answer: Any, path: str) -> None:
    if isinstance(answer, list):
        for index, item in enumerate(answer):
            refuse_unknown_fields(item, f"{path}[{index}]")
    elif isinstance(answer, TelegramObject):
        assert not answer.model_extra, f"{path} has {answer.model_extra}"
        for name, value in answer:
            refuse_unknown_fields(value, f"{path}.{name}")


class StrictSession(AiohttpSession):
    takes_unknown_fields = False

    def check_response(
        self, bot: Bot, method: TelegramMethod[Any], status_code: int, content: str
    ) -> Any:
        response = super().check_response(bot, method, status_code, content)
        if not self.takes_unknown_fields:
            refuse_unknown_fields(response.result, type(method).__name__)
        return response


class Inbox:
    """The updates that aiogram's own loop has read."""

    def __init__(self) -> None:
        self.updates: asyncio.Queue[Update] = asyncio.Queue()

    async def next(self, kind: str) -> Any:
        """What the next update is about; it must be of this kind."""
        update = await self.updates.get()
        assert update.event_type == kind, update
        return update.event


class Peer:
    """A bot of aiogram, and somebody who has started it."""

    def __init__(self, sandbox: SandboxControl) -> None:
        self.sandbox = sandbox
        self.session = StrictSession(api=TelegramAPIServer.from_base(sandbox.base))
        self.bot = Bot(sandbox.token, session=self.session)
        self.person: Person = sandbox.person()

    async def sends(self, text: str = "Hello", **details: Any) -> Message:
        return await self.bot.send_message(self.person.id, text, **details)

    def bot_of(self, token: str) -> Bot:
        """A bot of another token at the same server."""
        return Bot(token, session=self.session)

    @asynccontextmanager
    async def polling(self, dispatcher: Dispatcher | None = None) -> AsyncIterator[Inbox]:
        """aiogram's own loop at work."""
        inbox = Inbox()
        dispatcher = dispatcher or Dispatcher()

        @dispatcher.update.outer_middleware
        async def keep(handler: Any, update: Update, data: dict[str, Any]) -> Any:
            inbox.updates.put_nowait(update)
            return await handler(update, data)

        ready = asyncio.Event()
        dispatcher.startup.register(ready.set)
        loop = asyncio.create_task(
            dispatcher.start_polling(
                self.bot,
                handle_as_tasks=False,
                handle_signals=False,
                close_bot_session=False,
                backoff_config=BackoffConfig(min_delay=0.1, max_delay=0.2, factor=1.3, jitter=0),
            )
        )
        await ready.wait()
        try:
            yield inbox
        finally:
            await dispatcher.stop_polling()
            await loop


@asynccontextmanager
async def peer(sandbox: SandboxControl) -> AsyncIterator[Peer]:
    ready = Peer(sandbox)
    async with ready.bot:
        yield ready


# The bot itself


@check
async def the_bot_knows_itself(peer: Peer) -> None:
    me = await peer.bot.get_me()
    assert me.is_bot and me.username and me.id == peer.bot.id
    assert me.supports_inline_queries is not None and me.can_join_groups is not None


@check
async def commands_are_kept_by_scope_and_language(peer: Peer) -> None:
    scopes = [None, BotCommandScopeAllPrivateChats(), BotCommandScopeChat(chat_id=peer.person.id)]
    places = [(scope, language) for scope in scopes for language in (None, "uk")]
    for number, (scope, language) in enumerate(places):
        command = BotCommand(command=f"book{number}", description=f"Book {number}")
        assert await peer.bot.set_my_commands([command], scope, language)
    for number, (scope, language) in enumerate(places):
        (kept,) = await peer.bot.get_my_commands(scope, language)
        assert kept.command == f"book{number}" and kept.description == f"Book {number}"
    assert peer.sandbox.chat(peer.person)["commands"][0]["command"] == "book4"
    for scope, language in places:
        assert await peer.bot.delete_my_commands(scope, language)
        assert await peer.bot.get_my_commands(scope, language) == []


@check
async def names_and_descriptions_are_kept_by_language(peer: Peer) -> None:
    bot = peer.bot
    for language, mark in ((None, "en"), ("ru", "ру")):
        await bot.set_my_name(f"Name {mark}", language)
        await bot.set_my_description(f"Long {mark}", language)
        await bot.set_my_short_description(f"Short {mark}", language)
    for language, mark in ((None, "en"), ("ru", "ру"), ("fr", "en")):
        assert (await bot.get_my_name(language)).name == f"Name {mark}"
        assert (await bot.get_my_description(language)).description == f"Long {mark}"
        short = await bot.get_my_short_description(language)
        assert short.short_description == f"Short {mark}"
    with expected(TelegramBadRequest, ""):
        await bot.set_my_name("n" * 65)


@check
async def the_menu_button_is_kept_by_chat(peer: Peer) -> None:
    chat = peer.person.id
    page = MenuButtonWebApp(text="Book", web_app=WebAppInfo(url="https://example.org/"))
    assert await peer.bot.set_chat_menu_button(chat_id=chat, menu_button=page)
    assert await peer.bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    kept = await peer.bot.get_chat_menu_button(chat_id=chat)
    assert isinstance(kept, MenuButtonWebApp) and kept.web_app.url == "https://example.org/"
    assert isinstance(await peer.bot.get_chat_menu_button(), MenuButtonCommands)


# Updates


@check
async def a_dispatcher_answers_a_start_link(peer: Peer) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart(deep_link=True))
    async def greet(message: Message, command: CommandObject) -> None:
        await message.answer(f"Welcome by {command.args}")

    async with peer.polling(dispatcher) as inbox:
        peer.person.starts("from_qr-7")
        message = await inbox.next("message")
        assert message.entities[0].type == "bot_command" and message.from_user.language_code == "en"

        async def answered() -> bool:
            last = peer.sandbox.chat(peer.person)["messages"][-1]
            return last["text"] == "Welcome by from_qr-7"

        await eventually(answered)


@check
async def the_loop_reads_every_update_once_and_acknowledges(peer: Peer) -> None:
    texts = [f"line {number}" for number in range(130)]
    for text in texts[:120]:
        peer.person.says(text)
    assert (await peer.bot.get_webhook_info()).pending_update_count == 120
    async with peer.polling() as inbox:
        for text in texts[120:]:
            peer.person.says(text)
        read = [await inbox.updates.get() for _ in texts]
        assert [update.message.text for update in read] == texts
        ids = [update.update_id for update in read]
        assert ids == list(range(ids[0], ids[0] + len(texts)))

        async def acknowledged() -> bool:
            return (await peer.bot.get_webhook_info()).pending_update_count == 0

        await eventually(acknowledged)
        assert inbox.updates.empty()


@check
async def a_second_poll_ends_the_first_with_a_conflict(peer: Peer) -> None:
    first = asyncio.create_task(peer.bot.get_updates(timeout=20))
    while not first.done():
        await asyncio.sleep(0.1)
        assert await peer.bot.get_updates() == []
    with expected(TelegramConflictError, "terminated by other getUpdates request"):
        await first


@check
async def the_loop_survives_a_conflict(peer: Peer) -> None:
    async with peer.polling() as inbox:
        said = ""
        while "TelegramConflictError" not in said:
            await peer.bot.get_updates()
            await asyncio.sleep(0.05)
            said += journal.take()
        peer.person.says("still there?")
        assert (await inbox.next("message")).text == "still there?"


@check
async def a_webhook_keeps_polls_out(peer: Peer) -> None:
    await peer.bot.set_webhook("https://example.org/hook", allowed_updates=["message"])
    info = await peer.bot.get_webhook_info()
    assert info.url == "https://example.org/hook" and info.allowed_updates == ["message"]
    with expected(TelegramConflictError, "can't use getUpdates method while webhook is active"):
        await peer.bot.get_updates()
    await peer.bot.delete_webhook()
    assert await peer.bot.get_updates() == []
    with expected(TelegramBadRequest, "HTTPS URL must be provided"):
        await peer.bot.set_webhook("http://example.org/hook")


@check
async def only_wished_kinds_of_updates_are_kept(peer: Peer) -> None:
    await peer.bot.get_updates(allowed_updates=["callback_query"])
    peer.person.says("unwanted")
    peer.person.taps(1, "wanted")
    (update,) = await peer.bot.get_updates()
    assert update.callback_query.data == "wanted"


@check
async def an_update_of_an_unknown_kind_does_no_harm(peer: Peer) -> None:
    peer.session.takes_unknown_fields = True
    async with peer.polling() as inbox:
        peer.sandbox.queues_update("invention_of_tomorrow", {"id": 1})
        peer.person.says("and on")
        assert "invention_of_tomorrow" in (await inbox.updates.get()).model_extra
        assert (await inbox.next("message")).text == "and on"
    assert "unknown update type" in journal.take()


@check
async def what_people_send_is_read(peer: Peer) -> None:
    person = peer.person
    async with peer.polling() as inbox:
        person.shares_contact()
        contact = (await inbox.next("message")).contact
        assert contact.user_id == person.id and contact.phone_number.startswith("+44")
        person.sends_location(48.8566, 2.3522)
        location = (await inbox.next("message")).location
        assert (location.latitude, location.longitude) == (48.8566, 2.3522)
        person.sends_sticker()
        assert (await inbox.next("message")).sticker.type == "regular"
        first = person.says("Thursday @anna")
        assert (await inbox.next("message")).entities[0].type == "mention"
        person.rewrites(first, "Friday")
        edited = await inbox.next("edited_message")
        assert edited.text == "Friday" and edited.message_id == first and edited.edit_date
        person.says("this one", reply_to=first)
        assert (await inbox.next("message")).reply_to_message.text == "Friday"
        for kind in ("document", "video", "voice", "audio"):
            person.sends_files(kind, (f"a.{kind}", b"12345"))
            assert getattr(await inbox.next("message"), kind).file_size == 5


@check
async def photos_of_people_come_in_sizes_and_albums(peer: Peer) -> None:
    pictures = [png(1000, 500), png(500, 1000)]
    async with peer.polling() as inbox:
        peer.person.sends_files("photo", ("a.png", pictures[0]), caption="Mine")
        message = await inbox.next("message")
        assert message.caption == "Mine" and not message.media_group_id
        assert [size.width for size in message.photo] == [90, 320, 800, 1000]
        for size in message.photo:
            file = await peer.bot.get_file(size.file_id)
            assert file.file_unique_id == size.file_unique_id
        data = await peer.bot.download(message.photo[-1])
        assert data.read() == pictures[0]
        files = [("a.png", pictures[0]), ("b.png", pictures[1])]
        peer.person.sends_files("photo", *files, caption="Both")
        album = [await inbox.next("message"), await inbox.next("message")]
        assert album[0].media_group_id == album[1].media_group_id is not None
        assert [message.caption for message in album] == ["Both", None]


@check
async def a_block_is_told_and_refuses_messages(peer: Peer) -> None:
    async with peer.polling() as inbox:
        peer.person.blocks()
        change = await inbox.next("my_chat_member")
        assert change.old_chat_member.status == "member"
        assert change.new_chat_member.status == "kicked"
        assert change.new_chat_member.user.id == peer.bot.id
        with expected(TelegramForbiddenError, "Forbidden: bot was blocked by the user"):
            await peer.sends()
        peer.person.says("back again")
        assert (await inbox.next("my_chat_member")).new_chat_member.status == "member"
        assert (await inbox.next("message")).text == "back again"
        await peer.sends()


# Texts and keyboards


@check
async def html_comes_back_as_it_was_sent(peer: Peer) -> None:
    sent = await peer.sends(FORMATTED, parse_mode="HTML")
    assert sent.html_text == FORMATTED, sent.html_text
    (time,) = [entity for entity in sent.entities if entity.type == "date_time"]
    assert time.date_time_format == "wDT" and time.unix_time == 1790000000
    code = await peer.sends('<pre><code class="language-swift">a</code></pre>', parse_mode="HTML")
    assert (code.entities[0].type, code.entities[0].language) == ("pre", "swift")


@check
async def markdown_and_plain_entities_mean_the_same(peer: Peer) -> None:
    marked = await peer.sends("👍 *bold* ||hush||", parse_mode="MarkdownV2")
    plain = await peer.sends("👍 bold hush", entities=marked.entities)
    assert [entity.type for entity in marked.entities] == ["bold", "spoiler"]
    assert plain.entities == marked.entities and plain.text == marked.text
    assert marked.entities[0].extract_from(marked.text) == "bold"
    with expected(TelegramBadRequest, "can't parse entities"):
        await peer.sends("a.b", parse_mode="MarkdownV2")


@check
async def inline_buttons_keep_their_kinds_and_styles(peer: Peer) -> None:
    rows = keyboard(
        [InlineKeyboardButton(text="Yes", callback_data="y" * 64, style="success")],
        [InlineKeyboardButton(text="No", callback_data="n", style="danger"), button()],
        [InlineKeyboardButton(text="Site", url="https://example.org/?a=b", style="primary")],
        [InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text="IBAN 1"))],
        [InlineKeyboardButton(text="Ask", switch_inline_query="hair")],
        [InlineKeyboardButton(text="App", web_app=WebAppInfo(url="https://example.org/"))],
    )
    assert same((await peer.sends(reply_markup=rows)).reply_markup, rows)
    with expected(TelegramBadRequest, "BUTTON_DATA_INVALID"):
        await peer.sends(reply_markup=keyboard([button(data="y" * 65)]))
    with expected(TelegramBadRequest, "Text buttons are unallowed"):
        await peer.sends(reply_markup=keyboard([InlineKeyboardButton(text="None")]))


@check
async def a_reply_keyboard_stays_below_the_chat_until_removed(peer: Peer) -> None:
    asks = KeyboardButton(text="Share my number", request_contact=True, style="primary")
    keys = ReplyKeyboardMarkup(
        keyboard=[[asks], [KeyboardButton(text="Cancel")]],
        resize_keyboard=True,
        one_time_keyboard=True,
        input_field_placeholder="Your number",
    )
    sent = await peer.sends(reply_markup=keys)
    assert sent.reply_markup is None
    chat = peer.sandbox.chat(peer.person)
    assert chat["reply_keyboard"] == keys.model_dump(exclude_none=True)
    assert chat["placeholder"] == "Your number"
    await peer.sends(reply_markup=ReplyKeyboardRemove())
    assert peer.sandbox.chat(peer.person)["reply_keyboard"] is None
    await peer.sends(reply_markup=ForceReply(input_field_placeholder="Why?"))
    assert peer.sandbox.chat(peer.person)["placeholder"] == "Why?"


@check
async def a_reply_quotes_its_message(peer: Peer) -> None:
    asked = peer.person.says("When?")
    answer = await peer.sends(reply_parameters=ReplyParameters(message_id=asked))
    assert answer.reply_to_message.text == "When?"
    with expected(TelegramBadRequest, "message to be replied not found"):
        await peer.sends(reply_parameters=ReplyParameters(message_id=asked + 1000))
    gone = ReplyParameters(message_id=asked + 1000, allow_sending_without_reply=True)
    assert (await peer.sends(reply_parameters=gone)).reply_to_message is None


@check
async def text_and_markup_are_edited(peer: Peer) -> None:
    sent = await peer.sends("One", reply_markup=keyboard([button()]))
    edited = await sent.edit_text("<b>Two</b>", parse_mode="HTML")
    assert (edited.html_text, edited.message_id) == ("<b>Two</b>", sent.message_id)
    assert edited.edit_date and edited.reply_markup is None
    marked = await sent.edit_reply_markup(reply_markup=keyboard([button("Other", "other")]))
    assert marked.reply_markup.inline_keyboard[0][0].text == "Other" and marked.text == "Two"
    with expected(TelegramBadRequest, "message is not modified"):
        await sent.edit_reply_markup(reply_markup=keyboard([button("Other", "other")]))
    with expected(TelegramBadRequest, "message is not modified"):
        await sent.edit_text(
            "<b>Two</b>", parse_mode="HTML", reply_markup=keyboard([button("Other", "other")])
        )
    with expected(TelegramBadRequest, "there is no caption in the message to edit"):
        await sent.edit_caption(caption="None")


@check
async def a_deleted_message_is_gone(peer: Peer) -> None:
    sent = [await peer.sends(f"{number}") for number in range(3)]
    assert await sent[0].delete()
    with expected(TelegramBadRequest, "message to delete not found"):
        await sent[0].delete()
    with expected(TelegramBadRequest, "message to edit not found"):
        await sent[0].edit_text("gone")
    assert await peer.bot.delete_messages(peer.person.id, [m.message_id for m in sent])
    assert len(peer.sandbox.chat(peer.person)["messages"]) == 1


@check
async def long_and_empty_texts_are_refused(peer: Peer) -> None:
    assert len((await peer.sends("&lt;" * 4096, parse_mode="HTML")).text) == 4096
    with expected(TelegramBadRequest, "message is too long"):
        await peer.sends("a" * 4097)
    with expected(TelegramBadRequest, "message text is empty"):
        await peer.sends(" \n ")
    with expected(TelegramBadRequest, "message caption is too long"):
        await peer.bot.send_photo(
            peer.person.id, BufferedInputFile(png(9, 9), "a.png"), caption="a" * 1025
        )


# Files


@check
async def a_photo_is_sent_by_bytes_and_by_id(peer: Peer) -> None:
    chat, picture = peer.person.id, png(640, 480)
    upload = BufferedInputFile(picture, "a.png")
    sent = await peer.bot.send_photo(
        chat, upload, caption="<i>Look</i>", parse_mode="HTML", reply_markup=keyboard([button()])
    )
    assert sent.html_text == "<i>Look</i>" and same(sent.reply_markup, keyboard([button()]))
    assert (sent.photo[-1].width, sent.photo[-1].height) == (640, 480)
    again = await peer.bot.send_photo(chat, sent.photo[-1].file_id, has_spoiler=True)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    assert again.has_media_spoiler
    edited = await sent.edit_caption(caption="Else")
    assert edited.caption == "Else" and edited.reply_markup is None
    other = InputMediaPhoto(media=BufferedInputFile(png(90, 60), "b.png"), caption="New")
    replaced = await sent.edit_media(other, reply_markup=keyboard([button()]))
    assert replaced.photo[-1].width == 90 and replaced.caption == "New"
    with expected(TelegramBadRequest, "there is no text in the message to edit"):
        await sent.edit_text("No text")
    with expected(TelegramBadRequest, "IMAGE_PROCESS_FAILED"):
        await peer.bot.send_photo(chat, BufferedInputFile(b"no picture", "a.png"))
    with expected(TelegramBadRequest, "wrong remote file identifier"):
        await peer.bot.send_photo(chat, "AgACnothing")


@check
async def a_document_comes_back_byte_by_byte(peer: Peer) -> None:
    data = bytes(range(256)) * 4000 + b"\r\n--boundary--\r\n"
    upload = BufferedInputFile(data, "Запис «1».ics")
    sent = await peer.bot.send_document(peer.person.id, upload, caption="Yours")
    assert sent.document.file_name == "Запис «1».ics" and sent.document.file_size == len(data)
    assert sent.document.mime_type
    file = await peer.bot.get_file(sent.document.file_id)
    assert file.file_unique_id == sent.document.file_unique_id and file.file_size == len(data)
    assert (await peer.bot.download_file(file.file_path)).read() == data
    again = await peer.bot.send_document(peer.person.id, sent.document.file_id)
    assert again.document.file_unique_id == sent.document.file_unique_id
    with expected(TelegramBadRequest, "can't use file of type Document as Photo"):
        await peer.bot.send_photo(peer.person.id, sent.document.file_id)
    with expected(TelegramBadRequest, "wrong file_id"):
        await peer.bot.get_file("nothing")


@check
async def an_album_takes_bytes_and_ids(peer: Peer) -> None:
    chat = peer.person.id
    known = (await peer.bot.send_photo(chat, BufferedInputFile(png(50, 50), "a.png"))).photo[-1]
    upload = BufferedInputFile(png(60, 40), "b.png")
    album = [InputMediaPhoto(media=upload, caption="First"), InputMediaPhoto(media=known.file_id)]
    sent = await peer.bot.send_media_group(chat, album)
    assert sent[0].media_group_id == sent[1].media_group_id is not None
    assert sent[0].caption == "First" and sent[1].photo[-1].file_id == known.file_id
    texts = [InputMediaDocument(media=BufferedInputFile(b"a", f"{n}.txt")) for n in range(10)]
    assert len(await peer.bot.send_media_group(chat, texts)) == 10
    with expected(TelegramBadRequest, "document can't be mixed"):
        await peer.bot.send_media_group(chat, [album[1], texts[0]])


@check
async def moving_pictures_and_sounds_are_sent(peer: Peer) -> None:
    bot, chat = peer.bot, peer.person.id
    video = await bot.send_video(chat, BufferedInputFile(b"1", "a.mp4"), duration=3, width=64)
    assert (video.video.duration, video.video.width) == (3, 64)
    audio = await bot.send_audio(chat, BufferedInputFile(b"1", "a.mp3"), title="Tune")
    assert audio.audio.title == "Tune"
    assert (await bot.send_voice(chat, BufferedInputFile(b"1", "a.ogg"), duration=4)).voice
    assert (await bot.send_animation(chat, BufferedInputFile(b"1", "a.gif"))).animation


# Other messages


@check
async def places_and_contacts_are_sent(peer: Peer) -> None:
    bot, chat = peer.bot, peer.person.id
    venue = (await bot.send_venue(chat, 50.45, 30.52, "Studio", "1 High Street")).venue
    assert (venue.title, venue.address) == ("Studio", "1 High Street")
    assert (venue.location.latitude, venue.location.longitude) == (50.45, 30.52)
    assert (await bot.send_location(chat, -33.9, 151.2)).location.latitude == -33.9
    contact = (await bot.send_contact(chat, "+33123456789", "Claire", last_name="Martin")).contact
    assert contact.phone_number == "+33123456789" and contact.last_name == "Martin"
    with expected(TelegramBadRequest, "Bad Request"):
        await bot.send_location(chat, 91, 0)


@check
async def chat_actions_are_shown(peer: Peer) -> None:
    assert await peer.bot.send_chat_action(peer.person.id, "typing")
    assert await peer.bot.send_chat_action(peer.person.id, "upload_document")
    with expected(TelegramBadRequest, "wrong parameter action in request"):
        await peer.bot.send_chat_action(peer.person.id, "dancing")


@check
async def messages_are_forwarded_copied_and_pinned(peer: Peer) -> None:
    bot, chat, other = peer.bot, peer.person.id, peer.sandbox.person("Igor")
    sent = await peer.sends("News", reply_markup=keyboard([button()]))
    forwarded = await bot.forward_message(other.id, chat, sent.message_id)
    assert forwarded.text == "News" and forwarded.forward_origin.sender_user.id == bot.id
    copy = await bot.copy_message(other.id, chat, sent.message_id)
    assert copy.message_id > forwarded.message_id
    assert len(await bot.copy_messages(other.id, chat, [sent.message_id])) == 1
    assert await bot.pin_chat_message(chat, sent.message_id)
    assert (await bot.get_chat(chat)).pinned_message.text == "News"
    assert await bot.unpin_chat_message(chat, message_id=sent.message_id)
    assert (await bot.get_chat(chat)).pinned_message is None


@check
async def chats_and_their_members_are_told(peer: Peer) -> None:
    person = peer.person
    chat = await peer.bot.get_chat(person.id)
    assert chat.type == "private" and chat.full_name == "Vera Lind"
    group = peer.sandbox.group("Team", [person])
    assert (await peer.bot.get_chat(group)).type == "group"
    assert (await peer.bot.get_chat_member(group, person.id)).status == "member"
    stranger = peer.sandbox.person("Igor")
    assert (await peer.bot.get_chat_member(group, stranger.id)).status == "left"
    assert (await peer.bot.get_user_profile_photos(person.id)).total_count == 0


@check
async def a_group_is_written_to_and_moves(peer: Peer) -> None:
    group = peer.sandbox.group("Team", [peer.person])
    async with peer.polling() as inbox:
        peer.person.says("/start@sandbox_booking_bot", chat=group)
        message = await inbox.next("message")
        assert message.chat.type == "group" and message.chat.title == "Team"
        assert (await message.answer("Write to me")).chat.id == group
        with expected(TelegramBadRequest, "phone number can be requested in private chats only"):
            asks = KeyboardButton(text="Mine", request_contact=True)
            await message.answer("?", reply_markup=ReplyKeyboardMarkup(keyboard=[[asks]]))
        supergroup = peer.sandbox.moves_group(group)
        moved = await inbox.next("message")
        assert moved.migrate_to_chat_id == supergroup and moved.chat.title == "Team"
        with expected(TelegramMigrateToChat, "migrated to a supergroup") as refusal:
            await peer.bot.send_message(group, "Lost")
        assert refusal.error.migrate_to_chat_id == supergroup
        assert (await peer.bot.send_message(supergroup, "Found")).chat.type == "supergroup"


# Queries and payments


@check
async def a_tap_is_answered_once(peer: Peer) -> None:
    sent = await peer.sends(reply_markup=keyboard([button()]))
    async with peer.polling() as inbox:
        query_id = peer.person.taps(sent.message_id, "book")
        query = await inbox.next("callback_query")
        assert (query.id, query.data) == (query_id, "book") and query.chat_instance
        assert query.message.message_id == sent.message_id and query.from_user.id == peer.person.id
        assert same(query.message.reply_markup, sent.reply_markup)
        assert await query.answer("Booked", show_alert=True)
        with expected(TelegramBadRequest, "query is too old and response timeout expired"):
            await query.answer()
        assert (await query.message.edit_text("Booked")).text == "Booked"


@check
async def a_tap_is_too_old_after_a_while(peer: Peer) -> None:
    query_id = peer.person.taps((await peer.sends()).message_id, "late")
    peer.sandbox.advances(200)
    with expected(TelegramBadRequest, "query is too old and response timeout expired"):
        await peer.bot.answer_callback_query(query_id)


@check
async def a_tap_on_a_deleted_message_is_read(peer: Peer) -> None:
    sent = await peer.sends(reply_markup=keyboard([button()]))
    await sent.delete()
    async with peer.polling() as inbox:
        peer.person.taps(sent.message_id, "book")
        query = await inbox.next("callback_query")
        assert isinstance(query.message, InaccessibleMessage) and query.message.date == 0
        assert await query.answer(url=f"https://t.me/{(await peer.bot.me()).username}?start=a")


@check
async def an_inline_query_is_answered_once(peer: Peer) -> None:
    async with peer.polling() as inbox:
        query_id = peer.person.asks_inline("hair")
        query = await inbox.next("inline_query")
        assert (query.id, query.query, query.offset) == (query_id, "hair", "")
        content = InputTextMessageContent(message_text="<b>Haircut</b>", parse_mode="HTML")
        result = InlineQueryResultArticle(id="1", title="Haircut", input_message_content=content)
        with expected(TelegramBadRequest, "RESULT_ID_DUPLICATE"):
            await query.answer([result, result])
        assert await query.answer([result], cache_time=0, is_personal=True)
        with expected(TelegramBadRequest, "query is too old"):
            await query.answer([result])


async def invoice(peer: Peer) -> Message:
    prices = [LabeledPrice(label="Deposit", amount=50)]
    return await peer.bot.send_invoice(
        peer.person.id, "Haircut", "Deposit for Friday", "booking-1", "XTR", prices
    )


@check
async def an_invoice_is_paid_and_refunded(peer: Peer) -> None:
    sent = await invoice(peer)
    assert (sent.invoice.currency, sent.invoice.total_amount) == ("XTR", 50)
    assert sent.reply_markup.inline_keyboard[0][0].pay
    async with peer.polling() as inbox:
        peer.person.pays(sent.message_id)
        query = await inbox.next("pre_checkout_query")
        assert (query.invoice_payload, query.total_amount) == ("booking-1", 50)
        assert await query.answer(ok=True)
        payment = (await inbox.next("message")).successful_payment
        assert (payment.invoice_payload, payment.total_amount) == ("booking-1", 50)
        charge = payment.telegram_payment_charge_id
        assert await peer.bot.refund_star_payment(peer.person.id, charge)
        refund = (await inbox.next("message")).refunded_payment
        assert refund.telegram_payment_charge_id == charge
        with expected(TelegramBadRequest, "CHARGE_ALREADY_REFUNDED"):
            await peer.bot.refund_star_payment(peer.person.id, charge)


@check
async def an_invoice_link_is_paid_or_declined_in_time(peer: Peer) -> None:
    prices = [LabeledPrice(label="Deposit", amount=50)]
    link = await peer.bot.create_invoice_link("Haircut", "Deposit", "link-1", "XTR", prices)
    async with peer.polling() as inbox:
        peer.person.pays_by_link(link)
        declined = await inbox.next("pre_checkout_query")
        assert declined.invoice_payload == "link-1"
        assert await declined.answer(ok=False, error_message="The time is taken")
        peer.person.pays_by_link(link)
        late = await inbox.next("pre_checkout_query")
        peer.sandbox.advances(11)
        with expected(TelegramBadRequest, "query is too old"):
            await late.answer(ok=True)


# Refusals


@check
async def bad_requests_say_what_is_wrong(peer: Peer) -> None:
    with expected(TelegramBadRequest, "Bad Request: can't parse entities"):
        await peer.sends("<b>open", parse_mode="HTML")
    with expected(TelegramBadRequest, "Bad Request: can't parse entities"):
        await peer.sends("<blink>no</blink>", parse_mode="HTML")
    with expected(TelegramBadRequest, "Bad Request: chat not found"):
        await peer.bot.send_message(404, "Nobody")
    with expected(TelegramBadRequest, "Bad Request: chat not found"):
        await peer.bot.get_chat("@nobody_at_all")
    with expected(TelegramForbiddenError, "bot can't initiate conversation with a user"):
        await peer.bot.send_message(peer.sandbox.person("Igor", started=False).id, "Hello")


@check
async def a_flood_names_its_rest(peer: Peer) -> None:
    peer.sandbox.fails_next("429", retry_after=7)
    with expected(TelegramRetryAfter, "Too Many Requests: retry after 7") as refusal:
        await peer.sends()
    assert refusal.error.retry_after == 7
    await peer.sends()


@check
async def wrong_tokens_and_methods_are_told_apart(peer: Peer) -> None:
    with expected(TelegramUnauthorizedError, "Unauthorized"):
        await peer.bot_of("7123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").get_me()

    class NoSuchMethod(TelegramMethod[bool]):
        __returning__ = bool
        __api_method__ = "noSuchMethod"

    with expected(TelegramNotFound, "Not Found"):
        await peer.bot(NoSuchMethod())


@check
async def a_broken_server_looks_like_one(peer: Peer) -> None:
    peer.sandbox.fails_next("500")
    with expected(TelegramServerError, "Internal Server Error"):
        await peer.sends()
    for kind in ("502", "html", "truncated"):
        peer.sandbox.fails_next(kind)
        with expected(ClientDecodeError, "Failed to decode object"):
            await peer.sends()
    for kind in ("reset", "reset_after"):
        peer.sandbox.fails_next(kind)
        with expected(TelegramNetworkError, ""):
            await peer.sends()
    texts = [m for m in peer.sandbox.chat(peer.person)["messages"] if m.get("text") == "Hello"]
    assert len(texts) == 3
