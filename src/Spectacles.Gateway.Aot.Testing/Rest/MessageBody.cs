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

    /// <summary>Reads a body that is valid JSON.</summary>
    public static MessageBody Read(JsonSlice body)
    {
        _ = body["flags"u8].TryGetInt64(out long flags);
        return new MessageBody
        {
            Content = body["content"u8].AsString(),
            Embeds = ListOf(body["embeds"u8]),
            Components = ListOf(body["components"u8]),
            Nonce = body["nonce"u8].IsNullOrAbsent ? [] : body["nonce"u8].Bytes.ToArray(),
            ReplyTo = body["message_reference"u8]["message_id"u8].TryGetSnowflake(out ulong reference) ? new Snowflake(reference) : null,
            Flags = (MessageFlags)flags,
        };
    }

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

    private static byte[]? ListOf(JsonSlice list) => list.IsArray ? list.Bytes.ToArray() : null;

    private static bool HasElements(byte[]? array) => array is not null && new JsonSlice(array).GetEnumerator().MoveNext();
}
