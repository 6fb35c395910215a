using System.Buffers;
using System.Globalization;
using NATS.Client.Core;

namespace Spectacles.Gateway.Appends;

/// <summary>
/// One subscription for the answers to all appends of a connection. An append needs no task, channel or message object of its own.
/// </summary>
internal sealed class Acknowledgements : NatsSubBase
{
    private readonly Slot[] slots;
    private readonly int prefixLength;

    private Acknowledgements(NatsConnection connection, string prefix, int inFlight)
        : base(connection, connection.SubscriptionManager, $"{prefix}.*.*", null, null, CancellationToken.None)
    {
        slots = [.. Enumerable.Range(0, inFlight).Select(number => new Slot(prefix, number))];
        prefixLength = prefix.Length + 1;
    }

    public IReadOnlyList<Slot> Slots => slots;

    /// <summary>Subscribes to a new prefix. The client itself receives messages to the subjects that <c>NewInbox</c> returns.</summary>
    public static async Task<Acknowledgements> OpenAsync(NatsConnection connection, int inFlight)
    {
        var answers = new Acknowledgements(connection, $"_appends.{Guid.NewGuid():N}", inFlight);
        await connection.AddSubAsync(answers);
        await connection.PingAsync();
        return answers;
    }

    protected override ValueTask ReceiveInternalAsync(
        string subject, string? replyTo, ReadOnlySequence<byte>? headersBuffer, ReadOnlySequence<byte> payloadBuffer)
    {
        var rest = subject.AsSpan(prefixLength);
        int dot = rest.IndexOf('.');
        var slot = slots[int.Parse(rest[..dot], CultureInfo.InvariantCulture)];
        if (int.Parse(rest[(dot + 1)..], CultureInfo.InvariantCulture) == slot.Generation)
        {
            slot.Complete(Acknowledgement.Read(payloadBuffer));
        }

        return ValueTask.CompletedTask;
    }

    protected override void TryComplete()
    {
    }
}
