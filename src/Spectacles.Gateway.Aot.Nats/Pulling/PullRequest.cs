using System.Buffers;
using System.Text.Json;

namespace Spectacles.Gateway.Fleet;

/// <summary>A request for messages: https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-13.md</summary>
internal sealed record PullRequest
{
    private const long NanosecondsPerTick = 100;

    /// <summary>The number of messages.</summary>
    public required int Batch { get; init; }

    /// <summary>The size of the messages together, in bytes; zero for any.</summary>
    public long MaxBytes { get; init; }

    /// <summary>Whether it gets no more messages than are there.</summary>
    public bool OnlyThere { get; init; }

    /// <summary>How long the request waits for messages.</summary>
    public required TimeSpan Expires { get; init; }

    /// <summary>How often the server says that it is there; zero for never.</summary>
    public TimeSpan Heartbeat { get; init; }

    /// <summary>The priority group; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>What the consumer calls this reader while it is the one that reads; null if it does not.</summary>
    public string? PinId { get; init; }

    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("batch"u8, Batch);
            writer.WriteNumber("expires"u8, Expires.Ticks * NanosecondsPerTick);
            if (MaxBytes > 0)
            {
                writer.WriteNumber("max_bytes"u8, MaxBytes);
            }

            if (OnlyThere)
            {
                writer.WriteBoolean("no_wait"u8, true);
            }

            if (Heartbeat > TimeSpan.Zero)
            {
                writer.WriteNumber("idle_heartbeat"u8, Heartbeat.Ticks * NanosecondsPerTick);
            }

            if (Group is not null)
            {
                writer.WriteString("group"u8, Group);
            }

            if (PinId is not null)
            {
                writer.WriteString("id"u8, PinId);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
