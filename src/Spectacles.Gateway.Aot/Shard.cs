using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>One share of a bot's guilds: a session on the gateway that is kept alive over as many connections as it takes.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#sharding</remarks>
public sealed class Shard
{
    private readonly ShardContext context;
    private readonly Lock gate = new();
    private readonly TransitionLog transitions = new();
    private TaskCompletionSource<ShardConnection> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool over;
    private long eventsReceived;
    private long latencyTicks = -1;
    private int waitingCommands;
    private long? sessionSince;
    private long stateSince;
    private TaskCompletionSource<bool>? acknowledgement;

    internal Shard(int id, ShardContext context)
    {
        Id = id;
        this.context = context;
        stateSince = context.Time.GetTimestamp();
        Loop = new ShardLoop(this, context);
        Blocking = new BlockingWatch(this, context);
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

    /// <summary>What looks after handlers that block the thread.</summary>
    internal BlockingWatch Blocking { get; }

    /// <summary>Waits until the shard receives events.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="GatewayException">The shard was stopped, or closed for good.</exception>
    public Task ReadyAsync(CancellationToken cancellationToken = default) => HandlerWait.For(ReadyTask().WaitAsync(cancellationToken));

    /// <summary>Sends a command: when the shard is READY, and when Discord's limit of 120 messages in 60 seconds has room. The order is kept.</summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Ends the wait; a command that is on its way is not called back.</param>
    /// <exception cref="ArgumentException">It has more than 4096 bytes.</exception>
    /// <exception cref="GatewayException">The connection broke while it was sent, or the shard was stopped or closed for good.</exception>
    public async ValueTask SendAsync(GatewayCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var sending = SendWhenReadyAsync(command.Opcode, CommandSender.Serialize(command), cancellationToken).AsTask();
        Interlocked.Increment(ref waitingCommands);
        try
        {
            await HandlerWait.For(sending).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref waitingCommands);
        }
    }

    /// <summary>Never the token.</summary>
    public override string ToString() => $"Shard {Id} ({State})";

    internal ShardStatus GetStatus()
    {
        lock (gate)
        {
            return new ShardStatus
            {
                Id = Id,
                State = State,
                StateAge = context.Time.GetElapsedTime(stateSince),
                Latency = Latency,
                SessionAge = sessionSince is { } since && Loop.Session is not null ? context.Time.GetElapsedTime(since) : null,
                UnfinishedCalls = InFlight,
                WaitingCommands = Volatile.Read(ref waitingCommands),
                EventsReceived = EventsReceived,
                Resumes = Resumes,
                AbandonedCalls = Abandoned,
                BlockingCalls = Blocking.Count,
                Transitions = transitions.ToArray(),
            };
        }
    }

    internal void SetLatency(TimeSpan latency)
    {
        Volatile.Write(ref latencyTicks, latency.Ticks);
        Volatile.Read(ref acknowledgement)?.TrySetResult(true);
    }

    /// <summary>Ends when everything that the server had sent before has been read and its calls have begun, or when the shard's life is over.</summary>
    /// <remarks>The acknowledgement of a heartbeat comes behind it. The first one may be that of an earlier beat; the second is not.</remarks>
    internal async Task DrainAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (int acknowledged = 0; acknowledged < 2;)
            {
                var open = await ReadyTask().WaitAsync(cancellationToken).ConfigureAwait(false);
                var next = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                Volatile.Write(ref acknowledgement, next);
                await open.SendBeatAsync().ConfigureAwait(false);
                acknowledged = State == ShardState.Ready && await next.Task.WaitAsync(cancellationToken).ConfigureAwait(false) ? acknowledged + 1 : 0;
            }
        }
        catch (GatewayException)
        {
            // It receives nothing more.
        }
    }

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
            acknowledgement?.TrySetResult(false);
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
                sessionSince = resumed && sessionSince is not null ? sessionSince : context.Time.GetTimestamp();
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
            acknowledgement?.TrySetResult(false);
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
        transitions.Add(new ShardTransition(context.Time.GetUtcNow(), before, state, reason));
        stateSince = context.Time.GetTimestamp();
        State = state;
    }

    private async ValueTask SendWhenReadyAsync(Opcode opcode, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            ShardConnection open;
            do
            {
                open = await ReadyTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            while (!await open.Sender.TrySendAsync(bytes, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is not OperationCanceledException && ShardConnection.IsBroken(e))
        {
            throw new GatewayException($"Shard {Id} lost its connection while it sent {opcode}. It reconnects by itself; send again if it still matters.", e);
        }
    }

    private Task<ShardConnection> ReadyTask()
    {
        lock (gate)
        {
            return ready.Task;
        }
    }
}
