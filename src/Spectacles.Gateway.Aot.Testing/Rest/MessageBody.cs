using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The body of a call that creates or edits a message. A field that was not sent is null.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message#create-message-jsonform-params</remarks>
internal sealed record MessageBody
{
    private const int LongestContent = 2000;

    public string? Content { get; private init; }

    public byte[]? Embeds { get; private init; }

    public byte[]? Components { get; private init; }

    public byte[] Nonce { get; private init; } = [];

    public Snowflake? ReplyTo { get; private init; }

    public MessageFlags Flags { get; private init; }

    public static MessageBody Read(JsonElement body) => new()
    {
        Content = body.Text("content"),
        Embeds = MessageParts.Embeds(body),
        Components = MessageParts.Components(body),
        Nonce = body.Field("nonce") is { ValueKind: JsonValueKind.String or JsonValueKind.Number } nonce ? nonce.Bytes() : [],
        ReplyTo = body.Field("message_reference").Id("message_id"),
        Flags = (MessageFlags)(body.Integer("flags") ?? 0),
    };

    /// <summary>Why Discord refuses the message; null when it accepts it.</summary>
    public RestAnswer? Refuse(SimulatedMessage? edited = null)
    {
        if (Content?.Length > LongestContent)
        {
            return RestAnswer.InvalidForm("content", "BASE_TYPE_MAX_LENGTH", $"Must be {LongestContent} or fewer in length.");
        }

        bool hasText = (Content ?? edited?.Content) is { Length: > 0 };
        return hasText || HasElements(Embeds ?? edited?.Embeds) || HasElements(Components ?? edited?.Components)
            ? null
            : RestAnswer.Error(400, 50006, "Cannot send an empty message");
    }

    /// <summary>The message with the fields that were sent.</summary>
    public SimulatedMessage Apply(SimulatedMessage message) => message with
    {
        Content = Content ?? message.Content,
        Embeds = Embeds ?? message.Embeds,
        Components = Components ?? message.Components,
        Nonce = Nonce,
    };

    private static bool HasElements(byte[]? array) => array is not null && new JsonSlice(array).GetEnumerator().MoveNext();
}
