using System.Buffers;
using System.Globalization;
using System.Threading.Channels;
using NATS.Client.Core;

namespace Spectacles.Gateway.Fleet;

/// <summary>Receives what a consumer sends after pulls. Its end ends the pulls: the server sends nothing without a subscriber.</summary>
internal sealed class PullInbox : NatsSubBase
{
    /// <summary>More than any pull asks for. What does not fit is delivered again.</summary>
    private const int MostMessages = 1024;

    private readonly NatsLink link;
    private readonly string prefix;
    private readonly Channel<PulledMessage> messages =
        Channel.CreateBounded<PulledMessage>(new BoundedChannelOptions(MostMessages) { SingleReader = true });

    private long last;

    private PullInbox(NatsLink link, string prefix)
        : base(link.Connection, link.Connection.SubscriptionManager, prefix + ".*", null, null, CancellationToken.None)
    {
        (this.link, this.prefix) = (link, prefix);
        link.Connection.ConnectionOpened += NoteOpenedAsync;
    }

    public ChannelReader<PulledMessage> Messages => messages.Reader;

    /// <summary>Subscribes, as soon as the connection is there.</summary>
    public static async Task<PullInbox> OpenAsync(NatsLink link, CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken).ConfigureAwait(false);
        var inbox = new PullInbox(link, link.NewInbox());
        await link.Connection.AddSubAsync(inbox, cancellationToken).ConfigureAwait(false);
        return inbox;
    }

    /// <summary>Returns the subject of a new pull, by which its statuses are told from those of earlier ones.</summary>
    public string NextSubject() => string.Create(CultureInfo.InvariantCulture, $"{prefix}.{++last}");

    public override async ValueTask DisposeAsync()
    {
        link.Connection.ConnectionOpened -= NoteOpenedAsync;
        await link.WithinAsync(base.DisposeAsync().AsTask()).ConfigureAwait(false);
    }

    protected override ValueTask ReceiveInternalAsync(
        string subject, string? replyTo, ReadOnlySequence<byte>? headersBuffer, ReadOnlySequence<byte> payloadBuffer)
    {
        byte[] headers = headersBuffer is { } some ? some.ToArray() : [];
        if (PulledMessage.Read(subject, replyTo, headers, payloadBuffer.ToArray(), link.Time.GetTimestamp()) is { } message)
        {
            messages.Writer.TryWrite(message);
        }

        return ValueTask.CompletedTask;
    }

    protected override void TryComplete() => messages.Writer.TryComplete();

    private ValueTask NoteOpenedAsync(object? sender, NatsEventArgs e)
    {
        messages.Writer.TryWrite(PulledMessage.NewConnection(link.Time.GetTimestamp()));
        return default;
    }
}
