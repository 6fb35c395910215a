using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>One share of a bot's guilds: a session on the gateway that is kept alive over as many connections as it takes.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#sharding</remarks>
public sealed class Shard
{
    private readonly ShardContext context;
    private readonly Lock gate = new();
    private TaskCompletionSource<ShardConnection> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool over;
    private long eventsReceived;
    private long latencyTicks = -1;

    internal Shard(int id, ShardContext context)
    {
        Id = id;
        this.context = context;
        Loop = new ShardLoop(this, context);
    }

    /// <summary>The shard's number, from 0 to the shard count less 1.</summary>
    public int Id { get; }

    /// <summary>Where the shard is in its life.</summary>
    public ShardState State { get; private set; }

    /// <summary>The time between the last heartbeat and its acknowledgement; null before the first.</summary>
    public TimeSpan? Latency => Volatile.Read(ref latencyTicks) is var ticks and >= 0 ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>The sequence of the last event received in this session; null before the first.</summary>
    public long? Sequence => Loop.Session?.Sequence;

    /// <summary>The bot's user; null before the first READY, but known at once where a stored session is resumed.</summary>
    public Snowflake? UserId => Loop.LastSession?.UserId;

    /// <summary>The bot's application; null before the first READY, but known at once where a stored session is resumed.</summary>
    public Snowflake? ApplicationId => Loop.LastSession?.ApplicationId;

    /// <summary>How many events the shard has received, each once: what a resume repeats is not counted again.</summary>
    public long EventsReceived => Volatile.Read(ref eventsReceived);

    /// <summary>How many handler calls have begun.</summary>
    public long CallsBegun => Loop.Calls.Begun;

    /// <summary>How often the shard has resumed its session.</summary>
    public int Resumes { get; private set; }

    /// <summary>How many handler calls are unfinished.</summary>
    public int InFlight => Loop.Calls.Window.Count;

    /// <summary>How many handler calls have been given up after <see cref="ClusterOptions.HandlerTimeout"/>.</summary>
    public long Abandoned => Loop.Calls.Window.Abandoned;

    /// <summary>What keeps the shard alive.</summary>
    internal ShardLoop Loop { get; }

    /// <summary>Waits until the shard receives events.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="GatewayException">The shard was stopped, or closed for good.</exception>
    public async Task ReadyAsync(CancellationToken cancellationToken = default) => await ReadyConnectionAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Sends a command: when the shard is READY, and when Discord's limit of 120 messages in 60 seconds has room. The order is kept.</summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Ends the wait; a command that is on its way is not called back.</param>
    /// <exception cref="ArgumentException">It has more than 4096 bytes.</exception>
    /// <exception cref="GatewayException">The connection broke while it was sent, or the shard was stopped or closed for good.</exception>
    public async ValueTask SendAsync(GatewayCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var bytes = CommandSender.Serialize(command);
        try
        {
            ShardConnection open;
            do
            {
                open = await ReadyConnectionAsync(cancellationToken).ConfigureAwait(false);
            }
            while (!await open.Sender.TrySendAsync(bytes, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is not OperationCanceledException && ShardConnection.IsBroken(e))
        {
            throw new GatewayException($"Shard {Id} lost its connection while it sent {command.Opcode}. It reconnects by itself; send again if it still matters.", e);
        }
    }

    /// <summary>Never the token.</summary>
    public override string ToString() => $"Shard {Id} ({State})";

    internal void SetLatency(TimeSpan latency) => Volatile.Write(ref latencyTicks, latency.Ticks);

    internal void CountEvent() => Volatile.Write(ref eventsReceived, eventsReceived + 1);

    /// <summary>The shard is in a state of its life that has an end.</summary>
    internal void Enter(ShardState state, string reason)
    {
        lock (gate)
        {
            if (over || State == state)
            {
                return;
            }

            Note(state, reason);
            if (ready.Task.IsCompletedSuccessfully)
            {
                ready = new TaskCompletionSource<ShardConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    internal void EnterReady(ShardConnection open, bool resumed)
    {
        lock (gate)
        {
            if (!over)
            {
                Resumes += resumed ? 1 : 0;
                Note(ShardState.Ready, resumed ? "RESUMED" : "READY");
                ready.TrySetResult(open);
            }
        }
    }

    /// <summary>The shard's life is over: whoever waits for it learns why.</summary>
    internal void EnterEnd(ShardState state, GatewayException reason)
    {
        lock (gate)
        {
            over = true;
            Note(state, reason.Message);
            if (!ready.TrySetException(reason))
            {
                ready = new TaskCompletionSource<ShardConnection>();
                ready.SetException(reason);
            }

            // Nobody has to wait for it.
            _ = ready.Task.Exception;
        }
    }

    private void Note(ShardState state, string reason)
    {
        var before = State;
        context.Errors.Write(logger => Log.StateChanged(logger, Id, before, state, reason));
        State = state;
    }

    private async Task<ShardConnection> ReadyConnectionAsync(CancellationToken cancellationToken)
    {
        Task<ShardConnection> waiting;
        lock (gate)
        {
            waiting = ready.Task;
        }

        if (waiting.IsCompleted)
        {
            return await waiting.ConfigureAwait(false);
        }

        Loop.Calls.Window.BeginWait();
        try
        {
            return await waiting.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Loop.Calls.Window.EndWait();
        }
    }
}
