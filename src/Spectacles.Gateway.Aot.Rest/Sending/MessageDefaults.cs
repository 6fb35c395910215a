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
    /// <param name="enforcesNonces">Whether messages have an enforced nonce, unless their bodies decide otherwise.</param>
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

        if (enforcesNonces && body is INonceBody { EnforceNonce: not false } single)
        {
            AddNonce(single, json);
        }
    }

    /// <summary>Whether a body with what was added to it has one effect, however often it is sent, on a route that is repeatable.</summary>
    public bool IsRepeatable(IRestBody body) =>
        body is not INonceBody message
        || ((message.EnforceNonce ?? enforcesNonces) && (message.Nonce is null ? enforcesNonces : message.Nonce.Length > 0));

    private static void AddNonce(INonceBody message, JsonBody json)
    {
        if (message.Nonce is null)
        {
            Span<byte> nonce = stackalloc byte[64];
            Utf8.TryWrite(nonce, $"\"nonce\":\"{Interlocked.Increment(ref lastNonce)}\"", out int count);
            json.Insert(nonce[..count], message.Depth);
        }

        if (message.EnforceNonce is null)
        {
            json.Insert("\"enforce_nonce\":true"u8, message.Depth);
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
