#include "CPhone.h"

#include <phonenumbers/phonenumberutil.h>

#include <cstring>
#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

template <size_t size>
static bool copy(const std::string &text, char (&to)[size]) {
  if (text.size() >= size) return false;
  std::memcpy(to, text.c_str(), text.size() + 1);
  return true;
}

bool cphone_parse(const char *typed, size_t length, const char *region, cphone_number *number) {
  try {
    const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
    PhoneNumber parsed;
    if (util.Parse(std::string(typed, length), region, &parsed) !=
        PhoneNumberUtil::NO_PARSING_ERROR) {
      return false;
    }
    // Not IsValidNumber: the tables of 2022 do not know every prefix in use. And not
    // IS_POSSIBLE_LOCAL_ONLY: seven digits of a town have no E.164 form that rings.
    if (util.IsPossibleNumberWithReason(parsed) != PhoneNumberUtil::IS_POSSIBLE) return false;

    std::string e164, international, home;
    util.Format(parsed, PhoneNumberUtil::E164, &e164);
    // The rest is told of the stored form, which has no extension: that is dialled by hand.
    if (util.Parse(e164, "", &parsed) != PhoneNumberUtil::NO_PARSING_ERROR) return false;
    util.Format(parsed, PhoneNumberUtil::INTERNATIONAL, &international);
    util.GetRegionCodeForNumber(parsed, &home);
    // "ZZ" is unknown; "001" is a number of no country, such as +800.
    if (home == "ZZ" || home == "001") home.clear();
    return copy(e164, number->e164) && copy(international, number->international) &&
           copy(home, number->region);
  } catch (...) {
    return false;
  }
}
