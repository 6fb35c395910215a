using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;

namespace Spectacles.Gateway.Fleet;

/// <summary>Receives the messages of an address, in order. The client subscribes again after a loss of the connection.</summary>
internal sealed partial class NatsReceiver : IAsyncDisposable
{
    /// <summary>Messages that wait. What arrives at a receiver with more of them is lost.</summary>
    private const int MostMessages = 10_000;

    private readonly NatsLink link;
    private readonly INatsSub<byte[]> subscription;
    private readonly Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> receive;
    private readonly CancellationTokenSource ended;
    private readonly int maxInFlight;

    /// <summary>Gives the messages to the receiver; it ends with the registration or the engine.</summary>
    private readonly Task loop;

    private NatsReceiver(
        NatsLink link,
        INatsSub<byte[]> subscription,
        int maxInFlight,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> receive)
    {
        (this.link, this.subscription, this.maxInFlight, this.receive) = (link, subscription, maxInFlight, receive);
        ended = CancellationTokenSource.CreateLinkedTokenSource(link.Disposed);
        loop = ReceiveAsync(ended.Token);
    }

    /// <summary>Subscribes. The server has the subscription when this returns.</summary>
    public static async ValueTask<NatsReceiver> OpenAsync(
        NatsLink link,
        string subject,
        string? queue,
        int maxInFlight,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> receive,
        CancellationToken cancellationToken)
    {
        var options = new NatsSubOpts
        {
            ChannelOpts = new NatsSubChannelOpts { Capacity = MostMessages, FullMode = BoundedChannelFullMode.DropWrite },
        };
        var subscription = await link.Connection.SubscribeCoreAsync(
            subject, queue, NatsRawSerializer<byte[]>.Default, options, cancellationToken).ConfigureAwait(false);
        try
        {
            await link.Connection.PingAsync(cancellationToken).ConfigureAwait(false);
            return new NatsReceiver(link, subscription, maxInFlight, receive);
        }
        catch
        {
            await subscription.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the registration. A call of the receiver may still run; its token is canceled.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!ended.IsCancellationRequested)
        {
            await ended.CancelAsync().ConfigureAwait(false);
        }

        if (loop.IsFaulted)
        {
            await loop.ConfigureAwait(false);
        }
    }

    private async Task ReceiveAsync(CancellationToken end)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var room = new SemaphoreSlim(maxInFlight);
        try
        {
            await foreach (var message in subscription.Msgs.ReadAllAsync(end).ConfigureAwait(false))
            {
                await room.WaitAsync(end).ConfigureAwait(false);
                _ = ReceiveAsync(message, room, end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
        finally
        {
            await link.WithinAsync(subscription.DisposeAsync().AsTask()).ConfigureAwait(false);
            for (int i = 0; i < maxInFlight; i++)
            {
                // The last calls release their places.
                await room.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task ReceiveAsync(NatsMsg<byte[]> message, SemaphoreSlim room, CancellationToken end)
    {
        try
        {
            if (await receive(message.Data ?? [], end).ConfigureAwait(false) is { } answer && message.ReplyTo is { Length: > 0 } replyTo)
            {
                await link.Connection.PublishAsync(
                    replyTo, answer, serializer: NatsRawSerializer<ReadOnlyMemory<byte>>.Default, cancellationToken: end)
                    .ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // What a receiver throws is reported, and the next message follows.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!end.IsCancellationRequested)
            {
                ReceiverFailed(link.Log, subscription.Subject, e);
            }
        }
        finally
        {
            room.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "a receiver of {Subject} threw, so its message has no answer")]
    private static partial void ReceiverFailed(ILogger logger, string subject, Exception exception);
}
