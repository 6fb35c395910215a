using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The body of a call that creates or edits a message. A field that was not sent is null; one that was cleared is empty.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message#create-message-jsonform-params</remarks>
internal sealed record MessageBody
{
    private static readonly JsonElement EmptyList = JsonDocument.Parse("[]").RootElement;

    private const MessageFlags Accepted = MessageFlags.SuppressEmbeds | MessageFlags.Ephemeral | MessageFlags.SuppressNotifications
        | MessageFlags.IsVoiceMessage | MessageFlags.IsComponentsV2;

    public string? Content { get; private init; }

    public JsonElement? Embeds { get; private init; }

    public JsonElement? Components { get; private init; }

    public IReadOnlyList<Snowflake>? Stickers { get; private init; }

    public byte[] Nonce { get; private init; } = [];

    /// <summary>The message to reply to or to forward; undefined for none.</summary>
    public JsonElement Reference { get; private init; }

    /// <summary>The poll; undefined for none.</summary>
    public JsonElement Poll { get; private init; }

    public MessageFlags? Flags { get; private init; }

    public bool IsTextToSpeech { get; private init; }

    /// <summary>The mentions that count; null when the body does not say.</summary>
    public AllowedMentions? AllowedMentions { get; private init; }

    public required UploadList Uploads { get; init; }

    /// <summary>Whether the message forwards another one.</summary>
    public bool IsForward => Reference.Integer("type") == 1;

    /// <summary>Whether an edit changes nothing but flags, which users may do to messages of others.</summary>
    public bool HasOnlyFlags => Flags is not null && Content is null && Embeds is null && Components is null && Uploads.IsEmpty;

    /// <param name="body">The JSON of the message.</param>
    /// <param name="files">The files in the form.</param>
    public static MessageBody Read(JsonElement body, IReadOnlyList<UploadedFile> files) => new()
    {
        Content = body.Has("content") ? body.Text("content") ?? "" : null,
        Embeds = List(body, "embeds"),
        Components = List(body, "components"),
        Stickers = body.Has("sticker_ids") ? [.. body.Elements("sticker_ids").Select(id => id.AsId()).OfType<Snowflake>()] : null,
        Nonce = body.Field("nonce") is { ValueKind: JsonValueKind.String or JsonValueKind.Number } nonce ? nonce.Bytes() : [],
        Reference = body.Field("message_reference"),
        Poll = body.Field("poll"),
        Flags = body.Integer("flags") is { } flags ? (MessageFlags)flags & Accepted : null,
        IsTextToSpeech = body.Flag("tts") == true,
        AllowedMentions = ReadMentions(body.Field("allowed_mentions")),
        Uploads = new UploadList(List(body, "attachments"), files),
    };

    /// <summary>A new message with what was sent.</summary>
    public SimulatedMessage Complete(RestRequest call, SimulatedMessage draft)
    {
        var message = (this with { Content = Content ?? "" }).Apply(call, draft);
        return message with { Flags = (Flags ?? MessageFlags.None) | draft.Flags, Poll = PollBody.Read(Poll, message.Time) };
    }

    /// <summary>Changes the fields of a message that were sent.</summary>
    /// <returns>The message as it is now; null when it was deleted meanwhile.</returns>
    public SimulatedMessage? Edit(RestRequest call, SimulatedMessage message)
    {
        var now = call.State.Rules.Time.GetUtcNow();
        return call.Messages.DispatchEdit(message.Id, message => Apply(call, message) with
        {
            Flags = EditFlags(message.Flags),
            EditedAt = HasOnlyFlags ? message.EditedAt : now,

            // Of all edits, only that of a deferred response may add a poll.
            Poll = (message.Flags & MessageFlags.Loading) != 0 ? PollBody.Read(Poll, now) : message.Poll,
        });
    }

    private SimulatedMessage Apply(RestRequest call, SimulatedMessage message)
    {
        var attachments = Uploads.Apply(call.Messages, message);
        var next = message with
        {
            Content = Content ?? message.Content,
            Attachments = attachments,
            Embeds = Embeds is { } embeds ? EmbedWriting.Complete(embeds, attachments) : message.Embeds,
            Components = Components is { } sent ? ComponentWriting.Complete(sent, attachments, call.World.Ids) : message.Components,
            Stickers = Stickers ?? message.Stickers,
            Nonce = Nonce,
            IsTextToSpeech = IsTextToSpeech || message.IsTextToSpeech,
        };
        return Content is null ? next : call.Messages.Mention(next, AllowedMentions ?? AllowedMentions.All);
    }

    /// <summary>An edit shows or hides the embeds, and can turn the message into one of components only. It ends the loading.</summary>
    private MessageFlags EditFlags(MessageFlags flags)
    {
        flags &= ~MessageFlags.Loading;
        return Flags is { } sent
            ? (flags & ~MessageFlags.SuppressEmbeds) | (sent & (MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2))
            : flags;
    }

    private static JsonElement? List(JsonElement body, string name) => body.Field(name) switch
    {
        { ValueKind: JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.Array } list => list,
        _ => EmptyList,
    };

    private static AllowedMentions? ReadMentions(JsonElement allowed)
    {
        if (allowed.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        string?[] parsed = [.. allowed.Elements("parse").Select(type => type.GetString())];
        return new AllowedMentions
        {
            Everyone = parsed.Contains("everyone"),
            AllUsers = parsed.Contains("users"),
            AllRoles = parsed.Contains("roles"),
            RepliedUser = allowed.Flag("replied_user") == true,
            Users = [.. allowed.Elements("users").Select(id => id.AsId()).OfType<Snowflake>()],
            Roles = [.. allowed.Elements("roles").Select(id => id.AsId()).OfType<Snowflake>()],
        };
    }
}
