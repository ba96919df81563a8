"""python-telegram-bot at the sandbox. Required fields are required by its classes, and the bot
below refuses answers with fields that its Bot API doesn't have."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    CallbackQuery,
    CopyTextButton,
    ForceReply,
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
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    TelegramObject,
    Update,
    WebAppInfo,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import Application, ApplicationBuilder, CommandHandler, ExtBot, TypeHandler

from checks import Checks, eventually, expected, journal
from sandbox_control import FORMATTED, Person, SandboxControl, png

check = Checks("python-telegram-bot")

# Durations as timedelta; otherwise the library warns that they will be.
os.environ["PTB_TIMEDELTA"] = "true"


def keyboard(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(rows)


def button(text: str = "Book", data: str = "book") -> InlineKeyboardButton:
    return InlineKeyboardButton(text, callback_data=data)


def refuse_unknown_fields(answer: Any, path: str) -> None:
    if isinstance(answer, (list, tuple)):
        for index, item in enumerate(answer):
            refuse_unknown_fields(item, f"{path}[{index}]")
    elif isinstance(answer, TelegramObject):
        assert not answer.api_kwargs, f"{path} has {dict(answer.api_kwargs)}"
        for kind in type(answer).__mro__:
            for name in getattr(kind, "__slots__", ()):
                if not name.startswith("_"):
                    refuse_unknown_fields(getattr(answer, name), f"{path}.{name}")


class StrictBot(ExtBot[None]):
    _takes_unknown_fields = False

    def take_unknown_fields(self) -> None:
        self._takes_unknown_fields = True

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        if name.startswith("_") or not asyncio.iscoroutinefunction(value):
            return value

        async def call(*arguments: Any, **details: Any) -> Any:
            answer = await value(*arguments, **details)
            if not self._takes_unknown_fields:
                refuse_unknown_fields(answer, name)
            return answer

        return call


class Inbox:
    """The updates that the library's own loop has read, and what the loop met."""

    def __init__(self) -> None:
        self.updates: asyncio.Queue[Update] = asyncio.Queue()
        self.errors: list[TelegramError] = []

    async def next(self, kind: str) -> Any:
        """What the next update is about; it must be of this kind."""
        update = await self.updates.get()
        event = getattr(update, kind)
        assert event is not None, update
        return event


class Peer:
    """An application of python-telegram-bot, and somebody who has started it."""

    def __init__(self, sandbox: SandboxControl) -> None:
        self.sandbox = sandbox
        self.bot = self.bot_of(sandbox.token)
        self.application: Application = ApplicationBuilder().bot(self.bot).build()
        self.person: Person = sandbox.person()

    async def sends(self, text: str = "Hello", **details: Any) -> Message:
        return await self.bot.send_message(self.person.id, text, **details)

    def bot_of(self, token: str) -> StrictBot:
        """A bot of another token at the same server."""
        base = self.sandbox.base
        return StrictBot(token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot")

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[Inbox]:
        """What Application.run_polling does, in a loop of ours."""
        inbox = Inbox()

        async def keep(update: Update, _: Any) -> None:
            inbox.updates.put_nowait(update)

        self.application.add_handler(TypeHandler(Update, keep), group=-1)
        await self.application.start()
        await self.application.updater.start_polling(
            allowed_updates=Update.ALL_TYPES, error_callback=inbox.errors.append
        )
        try:
            yield inbox
        finally:
            await self.application.updater.stop()
            await self.application.stop()


@asynccontextmanager
async def peer(sandbox: SandboxControl) -> AsyncIterator[Peer]:
    ready = Peer(sandbox)
    async with ready.application:
        yield ready


# The bot itself


@check
async def the_bot_knows_itself(peer: Peer) -> None:
    me = await peer.bot.get_me()
    assert me.is_bot and me.username and me.id == peer.bot.id
    assert me.supports_inline_queries is not None and me.can_join_groups is not None


@check
async def commands_are_kept_by_scope_and_language(peer: Peer) -> None:
    scopes = [None, BotCommandScopeAllPrivateChats(), BotCommandScopeChat(peer.person.id)]
    places = [(scope, language) for scope in scopes for language in (None, "uk")]
    for number, (scope, language) in enumerate(places):
        command = BotCommand(f"book{number}", f"Book {number}")
        assert await peer.bot.set_my_commands([command], scope, language)
    for number, (scope, language) in enumerate(places):
        (kept,) = await peer.bot.get_my_commands(scope, language)
        assert kept == BotCommand(f"book{number}", f"Book {number}")
    assert peer.sandbox.chat(peer.person)["commands"][0]["command"] == "book4"
    for scope, language in places:
        assert await peer.bot.delete_my_commands(scope, language)
        assert await peer.bot.get_my_commands(scope, language) == ()


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


@check
async def the_menu_button_is_kept_by_chat(peer: Peer) -> None:
    chat = peer.person.id
    page = MenuButtonWebApp("Book", WebAppInfo("https://example.org/"))
    assert await peer.bot.set_chat_menu_button(chat, page)
    assert await peer.bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    kept = await peer.bot.get_chat_menu_button(chat)
    assert isinstance(kept, MenuButtonWebApp) and kept.web_app.url == "https://example.org/"
    assert isinstance(await peer.bot.get_chat_menu_button(), MenuButtonCommands)


# Updates


@check
async def an_application_answers_a_start_link(peer: Peer) -> None:
    async def greet(update: Update, context: Any) -> None:
        await update.message.reply_text(f"Welcome by {context.args[0]}")

    peer.application.add_handler(CommandHandler("start", greet))
    async with peer.polling() as inbox:
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
    assert (await peer.bot.get_webhook_info()).pending_update_count == 0
    assert inbox.updates.empty() and inbox.errors == []


@check
async def a_second_poll_ends_the_first_with_a_conflict(peer: Peer) -> None:
    first = asyncio.create_task(peer.bot.get_updates(timeout=20))
    async with peer.bot_of(peer.sandbox.token) as second:
        while not first.done():
            await asyncio.sleep(0.1)
            assert await second.get_updates() == ()
    with expected(Conflict, "terminated by other getUpdates request"):
        await first


@check
async def the_loop_survives_a_conflict(peer: Peer) -> None:
    async with peer.polling() as inbox, peer.bot_of(peer.sandbox.token) as second:
        while not inbox.errors:
            await second.get_updates()
            await asyncio.sleep(0.05)
        assert type(inbox.errors[0]) is Conflict
        peer.person.says("still there?")
        assert (await inbox.next("message")).text == "still there?"


@check
async def a_webhook_keeps_polls_out(peer: Peer) -> None:
    await peer.bot.set_webhook("https://example.org/hook", allowed_updates=["message"])
    info = await peer.bot.get_webhook_info()
    assert info.url == "https://example.org/hook" and info.allowed_updates == ("message",)
    with expected(Conflict, "can't use getUpdates method while webhook is active"):
        await peer.bot.get_updates()
    await peer.bot.delete_webhook()
    assert await peer.bot.get_updates() == ()


@check
async def an_update_of_an_unknown_kind_does_no_harm(peer: Peer) -> None:
    peer.bot.take_unknown_fields()
    await peer.bot.get_updates(allowed_updates=[])
    peer.sandbox.queues_update("invention_of_tomorrow", {"id": 1})
    peer.person.says("and on")
    async with peer.polling() as inbox:
        assert "invention_of_tomorrow" in (await inbox.updates.get()).api_kwargs
        assert (await inbox.next("message")).text == "and on"


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
            assert (await size.get_file()).file_unique_id == size.file_unique_id
        file = await message.photo[-1].get_file()
        assert await file.download_as_bytearray() == pictures[0]
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
        with expected(Forbidden, "bot was blocked by the user"):
            await peer.sends()
        peer.person.says("back again")
        assert (await inbox.next("my_chat_member")).new_chat_member.status == "member"
        assert (await inbox.next("message")).text == "back again"
        await peer.sends()


# Texts and keyboards


@check
async def html_comes_back_as_it_was_sent(peer: Peer) -> None:
    sent = await peer.sends(FORMATTED, parse_mode="HTML")
    assert sent.text_html == FORMATTED, sent.text_html
    (time,) = [entity for entity in sent.entities if entity.type == "date_time"]
    assert time.date_time_format == "wDT" and time.unix_time.timestamp() == 1790000000
    assert sent.parse_entity(time) == "then"


@check
async def markdown_and_plain_entities_mean_the_same(peer: Peer) -> None:
    marked = await peer.sends("👍 *bold* ||hush||", parse_mode="MarkdownV2")
    plain = await peer.sends("👍 bold hush", entities=marked.entities)
    kinds = [entity.type for entity in marked.entities]
    assert kinds == [MessageEntity.BOLD, MessageEntity.SPOILER]
    assert plain.entities == marked.entities and plain.text == marked.text
    with expected(BadRequest, "Can't parse entities"):
        await peer.sends("a.b", parse_mode="MarkdownV2")


@check
async def inline_buttons_keep_their_kinds_and_styles(peer: Peer) -> None:
    rows = keyboard(
        [InlineKeyboardButton("Yes", callback_data="y" * 64, style="success")],
        [InlineKeyboardButton("No", callback_data="n", style="danger"), button()],
        [InlineKeyboardButton("Site", url="https://example.org/?a=b", style="primary")],
        [InlineKeyboardButton("Copy", copy_text=CopyTextButton("IBAN 1"))],
        [InlineKeyboardButton("Ask", switch_inline_query="hair")],
        [InlineKeyboardButton("App", web_app=WebAppInfo("https://example.org/"))],
    )
    sent = await peer.sends(reply_markup=rows)
    assert sent.reply_markup.to_dict() == rows.to_dict()
    with expected(BadRequest, "Button_data_invalid"):
        await peer.sends(reply_markup=keyboard([button(data="y" * 65)]))


@check
async def a_reply_keyboard_stays_below_the_chat_until_removed(peer: Peer) -> None:
    asks = KeyboardButton("Share my number", request_contact=True, style="primary")
    keys = ReplyKeyboardMarkup(
        [[asks], [KeyboardButton("Cancel")]],
        resize_keyboard=True,
        one_time_keyboard=True,
        input_field_placeholder="Your number",
    )
    sent = await peer.sends(reply_markup=keys)
    assert sent.reply_markup is None
    chat = peer.sandbox.chat(peer.person)
    assert chat["reply_keyboard"] == keys.to_dict() and chat["placeholder"] == "Your number"
    await peer.sends(reply_markup=ReplyKeyboardRemove())
    assert peer.sandbox.chat(peer.person)["reply_keyboard"] is None
    await peer.sends(reply_markup=ForceReply(input_field_placeholder="Why?"))
    assert peer.sandbox.chat(peer.person)["placeholder"] == "Why?"


@check
async def a_reply_quotes_its_message(peer: Peer) -> None:
    asked = peer.person.says("When?")
    answer = await peer.sends(reply_parameters=ReplyParameters(asked))
    assert answer.reply_to_message.text == "When?"
    with expected(BadRequest, "Message to be replied not found"):
        await peer.sends(reply_parameters=ReplyParameters(asked + 1000))


@check
async def text_and_markup_are_edited(peer: Peer) -> None:
    sent = await peer.sends("One", reply_markup=keyboard([button()]))
    edited = await sent.edit_text("<b>Two</b>", parse_mode="HTML")
    assert (edited.text_html, edited.message_id) == ("<b>Two</b>", sent.message_id)
    assert edited.edit_date and edited.reply_markup is None
    marked = await sent.edit_reply_markup(keyboard([button("Other", "other")]))
    assert marked.reply_markup.inline_keyboard[0][0].text == "Other" and marked.text == "Two"
    with expected(BadRequest, "Message is not modified"):
        await sent.edit_reply_markup(keyboard([button("Other", "other")]))
    with expected(BadRequest, "Message is not modified"):
        await sent.edit_text(
            "<b>Two</b>", parse_mode="HTML", reply_markup=keyboard([button("Other", "other")])
        )


@check
async def a_deleted_message_is_gone(peer: Peer) -> None:
    sent = [await peer.sends(f"{number}") for number in range(3)]
    assert await sent[0].delete()
    with expected(BadRequest, "Message to delete not found"):
        await sent[0].delete()
    with expected(BadRequest, "Message to edit not found"):
        await sent[0].edit_text("gone")
    assert await peer.bot.delete_messages(peer.person.id, [m.message_id for m in sent])
    assert len(peer.sandbox.chat(peer.person)["messages"]) == 1


@check
async def long_and_empty_texts_are_refused(peer: Peer) -> None:
    assert len((await peer.sends("&lt;" * 4096, parse_mode="HTML")).text) == 4096
    with expected(BadRequest, "Message is too long"):
        await peer.sends("a" * 4097)
    with expected(BadRequest, "Message text is empty"):
        await peer.sends(" \n ")


# Files


@check
async def a_photo_is_sent_by_bytes_and_by_id(peer: Peer) -> None:
    chat, picture = peer.person.id, png(640, 480)
    sent = await peer.bot.send_photo(
        chat, picture, "<i>Look</i>", parse_mode="HTML", reply_markup=keyboard([button()])
    )
    assert sent.caption_html == "<i>Look</i>" and sent.reply_markup == keyboard([button()])
    assert (sent.photo[-1].width, sent.photo[-1].height) == (640, 480)
    again = await peer.bot.send_photo(chat, sent.photo[-1], has_spoiler=True)
    assert again.photo[-1] == sent.photo[-1] and again.has_media_spoiler
    edited = await sent.edit_caption("Else")
    assert edited.caption == "Else" and edited.reply_markup is None
    other = InputMediaPhoto(png(90, 60), "New")
    replaced = await sent.edit_media(other, reply_markup=keyboard([button()]))
    assert replaced.photo[-1].width == 90 and replaced.caption == "New"
    with expected(BadRequest, "Image_process_failed"):
        await peer.bot.send_photo(chat, b"no picture")
    with expected(BadRequest, "Wrong remote file identifier specified"):
        await peer.bot.send_photo(chat, "AgACnothing")


@check
async def a_document_comes_back_byte_by_byte(peer: Peer) -> None:
    data = bytes(range(256)) * 4000 + b"\r\n--boundary--\r\n"
    sent = await peer.bot.send_document(peer.person.id, data, filename="Запис «1».ics")
    assert sent.document.file_name == "Запис «1».ics" and sent.document.file_size == len(data)
    assert sent.document.mime_type
    file = await sent.document.get_file()
    assert file.file_unique_id == sent.document.file_unique_id and file.file_size == len(data)
    assert await file.download_as_bytearray() == data
    again = await peer.bot.send_document(peer.person.id, sent.document)
    assert again.document == sent.document
    with expected(BadRequest, "Can't use file of type document as photo"):
        await peer.bot.send_photo(peer.person.id, sent.document.file_id)
    with expected(BadRequest, "Wrong file_id"):
        await peer.bot.get_file("nothing")


@check
async def an_album_takes_bytes_and_ids(peer: Peer) -> None:
    chat = peer.person.id
    known = (await peer.bot.send_photo(chat, png(50, 50))).photo[-1]
    album = [InputMediaPhoto(png(60, 40), "First"), InputMediaPhoto(known)]
    sent = await peer.bot.send_media_group(chat, album)
    assert sent[0].media_group_id == sent[1].media_group_id is not None
    assert sent[0].caption == "First" and sent[1].photo[-1] == known
    texts = [InputMediaDocument(b"a", filename=f"{number}.txt") for number in range(10)]
    assert len(await peer.bot.send_media_group(chat, texts)) == 10
    with expected(BadRequest, "Document can't be mixed"):
        await peer.bot.send_media_group(chat, [album[1], texts[0]])


@check
async def moving_pictures_and_sounds_are_sent(peer: Peer) -> None:
    bot, chat, three = peer.bot, peer.person.id, timedelta(seconds=3)
    video = await bot.send_video(chat, b"1", duration=three, width=64, filename="a.mp4")
    assert (video.video.duration, video.video.width) == (three, 64)
    audio = await bot.send_audio(chat, b"1", title="Tune", filename="a.mp3")
    assert audio.audio.title == "Tune"
    assert (await bot.send_voice(chat, b"1", filename="a.ogg")).voice
    assert (await bot.send_animation(chat, b"1", filename="a.gif")).animation


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


@check
async def chat_actions_are_shown(peer: Peer) -> None:
    assert await peer.bot.send_chat_action(peer.person.id, "typing")
    with expected(BadRequest, "Wrong parameter action in request"):
        await peer.bot.send_chat_action(peer.person.id, "dancing")


@check
async def messages_are_forwarded_copied_and_pinned(peer: Peer) -> None:
    bot, chat, other = peer.bot, peer.person.id, peer.sandbox.person("Igor")
    sent = await peer.sends("News", reply_markup=keyboard([button()]))
    forwarded = await sent.forward(other.id)
    assert forwarded.text == "News" and forwarded.forward_origin.sender_user.id == bot.id
    assert (await sent.copy(other.id)).message_id > forwarded.message_id
    assert len(await bot.copy_messages(other.id, chat, [sent.message_id])) == 1
    assert await sent.pin()
    assert (await bot.get_chat(chat)).pinned_message.text == "News"
    assert await sent.unpin()
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
        assert (await message.reply_text("Write to me")).chat.id == group
        supergroup = peer.sandbox.moves_group(group)
        moved = await inbox.next("message")
        assert moved.migrate_to_chat_id == supergroup and moved.chat.title == "Team"
        with expected(ChatMigrated, "Group migrated to supergroup") as refusal:
            await peer.bot.send_message(group, "Lost")
        assert refusal.error.new_chat_id == supergroup
        assert (await peer.bot.send_message(supergroup, "Found")).chat.type == "supergroup"


# Queries and payments


@check
async def a_tap_is_answered_once(peer: Peer) -> None:
    sent = await peer.sends(reply_markup=keyboard([button()]))
    async with peer.polling() as inbox:
        query_id = peer.person.taps(sent.message_id, "book")
        query: CallbackQuery = await inbox.next("callback_query")
        assert (query.id, query.data) == (query_id, "book") and query.chat_instance
        assert query.message == sent and query.from_user.id == peer.person.id
        assert query.message.reply_markup == sent.reply_markup
        assert await query.answer("Booked", show_alert=True)
        with expected(BadRequest, "Query is too old and response timeout expired"):
            await query.answer()
        assert (await query.edit_message_text("Booked")).text == "Booked"


@check
async def a_tap_is_too_old_after_a_while(peer: Peer) -> None:
    query_id = peer.person.taps((await peer.sends()).message_id, "late")
    peer.sandbox.advances(200)
    with expected(BadRequest, "Query is too old and response timeout expired"):
        await peer.bot.answer_callback_query(query_id)


@check
async def a_tap_on_a_deleted_message_is_read(peer: Peer) -> None:
    sent = await peer.sends(reply_markup=keyboard([button()]))
    await sent.delete()
    async with peer.polling() as inbox:
        peer.person.taps(sent.message_id, "book")
        query = await inbox.next("callback_query")
        assert query.message.message_id == sent.message_id and not query.message.is_accessible
        assert await query.answer(url=f"https://t.me/{peer.bot.username}?start=a")


@check
async def an_inline_query_is_answered_once(peer: Peer) -> None:
    async with peer.polling() as inbox:
        query_id = peer.person.asks_inline("hair")
        query = await inbox.next("inline_query")
        assert (query.id, query.query, query.offset) == (query_id, "hair", "")
        content = InputTextMessageContent("<b>Haircut</b>", parse_mode="HTML")
        result = InlineQueryResultArticle("1", "Haircut", content)
        with expected(BadRequest, "Result_id_duplicate"):
            await query.answer([result, result])
        assert await query.answer([result], cache_time=0, is_personal=True)
        with expected(BadRequest, "Query is too old"):
            await query.answer([result])


@check
async def an_invoice_is_paid_and_refunded(peer: Peer) -> None:
    sent = await peer.bot.send_invoice(
        peer.person.id, "Haircut", "For Friday", "booking-1", "XTR", [LabeledPrice("Deposit", 50)]
    )
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
        with expected(BadRequest, "Charge_already_refunded"):
            await peer.bot.refund_star_payment(peer.person.id, charge)


@check
async def an_invoice_link_is_paid_or_declined_in_time(peer: Peer) -> None:
    prices = [LabeledPrice("Deposit", 50)]
    link = await peer.bot.create_invoice_link("Haircut", "Deposit", "link-1", "XTR", prices)
    async with peer.polling() as inbox:
        peer.person.pays_by_link(link)
        declined = await inbox.next("pre_checkout_query")
        assert declined.invoice_payload == "link-1"
        assert await declined.answer(ok=False, error_message="The time is taken")
        peer.person.pays_by_link(link)
        late = await inbox.next("pre_checkout_query")
        peer.sandbox.advances(11)
        with expected(BadRequest, "Query is too old"):
            await late.answer(ok=True)


# Refusals


@check
async def bad_requests_say_what_is_wrong(peer: Peer) -> None:
    with expected(BadRequest, "Can't parse entities"):
        await peer.sends("<b>open", parse_mode="HTML")
    with expected(BadRequest, "Chat not found"):
        await peer.bot.send_message(404, "Nobody")
    with expected(Forbidden, "bot can't initiate conversation with a user"):
        await peer.bot.send_message(peer.sandbox.person("Igor", started=False).id, "Hello")


@check
async def a_flood_names_its_rest(peer: Peer) -> None:
    peer.sandbox.fails_next("429", retry_after=7)
    with expected(RetryAfter, "Flood control exceeded") as refusal:
        await peer.sends()
    assert refusal.error.retry_after == timedelta(seconds=7)
    await peer.sends()


@check
async def wrong_tokens_and_methods_are_told_apart(peer: Peer) -> None:
    with expected(InvalidToken, "rejected by the server"):
        await peer.bot_of("7123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").initialize()
    with expected(EndPointNotFound, "noSuchMethod"):
        await peer.bot.do_api_request("noSuchMethod")


@check
async def a_broken_server_looks_like_one(peer: Peer) -> None:
    peer.sandbox.fails_next("500")
    with expected(NetworkError, "Internal Server Error"):
        await peer.sends()
    peer.sandbox.fails_next("502")
    with expected(NetworkError, "Bad Gateway"):
        await peer.sends()
    for kind in ("html", "truncated"):
        peer.sandbox.fails_next(kind)
        with expected(TelegramError, "Invalid server response"):
            await peer.sends()
    assert journal.take().count("Can not load invalid JSON data") == 3
    for kind in ("reset", "reset_after"):
        peer.sandbox.fails_next(kind)
        with expected(NetworkError, ""):
            await peer.sends()
    texts = [m for m in peer.sandbox.chat(peer.person)["messages"] if m.get("text") == "Hello"]
    assert len(texts) == 3
