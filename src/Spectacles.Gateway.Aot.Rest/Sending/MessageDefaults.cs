using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Spectacles.Gateway.Rest;

/// <summary>What a client adds to the messages that it sends.</summary>
internal sealed class MessageDefaults
{
    // Nonces of a process count up from a random number: Discord compares those of the last few minutes.
    private static ulong lastNonce = (ulong)Random.Shared.NextInt64();

    private readonly byte[] allowedMentions;
    private readonly bool enforcesNonces;

    /// <param name="mentions">Whom the messages may mention; null for what Discord does without it.</param>
    /// <param name="enforcesNonces">Whether messages have a nonce, so that one that is sent twice exists once.</param>
    public MessageDefaults(AllowedMentions? mentions, bool enforcesNonces)
    {
        this.enforcesNonces = enforcesNonces;
        allowedMentions = mentions is null ? [] : Write(mentions);
    }

    /// <summary>Adds what the body does not decide.</summary>
    /// <param name="body">The body.</param>
    /// <param name="json">The body as it was written.</param>
    public void AddTo(IRestBody body, JsonBody json)
    {
        if (body is not IMessageBody message)
        {
            return;
        }

        if (allowedMentions.Length > 0 && !message.DecidesMentions)
        {
            json.Insert(allowedMentions, message.Depth);
        }

        if (enforcesNonces && message.TakesNonce)
        {
            Span<byte> nonce = stackalloc byte[64];
            ulong number = Interlocked.Increment(ref lastNonce);
            Utf8.TryWrite(nonce, $"\"nonce\":\"{number}\",\"enforce_nonce\":true", out int count);
            json.Insert(nonce[..count], message.Depth);
        }
    }

    private static byte[] Write(AllowedMentions mentions)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("allowed_mentions"u8);
            mentions.WriteTo(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan[1..^1].ToArray();
    }
}
