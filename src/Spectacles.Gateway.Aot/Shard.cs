using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Spectacles.Gateway.Pacing;
using Spectacles.Gateway.Protocol;
using Spectacles.Gateway.Sessions;

namespace Spectacles.Gateway;

/// <summary>One share of a bot's guilds: a session on the gateway that is kept alive over as many connections as it takes.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#sharding</remarks>
[SuppressMessage("Design", "CA1001", Justification = "The cluster that starts a shard stops it, and with that disposes what it owns.")]
public sealed class Shard
{
    /// <summary>So many connections to the resume address may fail before the main one is used.</summary>
    private const int ResumeAddressTries = 2;

    /// <summary>How long a stop waits for a read loop that a handler blocks.</summary>
    private static readonly TimeSpan BlockedDeadline = TimeSpan.FromSeconds(10);

    private readonly ShardContext context;
    private readonly ShardCalls calls;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly ReconnectBackoff backoff = new(Random.Shared);
    private TaskCompletionSource<ShardConnection> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ShardConnection? connection;
    private Session? session;
    private int failuresInARow;
    private long eventsReceived;
    private long latencyTicks = -1;
    private Task running = Task.CompletedTask;

    internal Shard(int id, ShardContext context)
    {
        Id = id;
        this.context = context;
        calls = new ShardCalls(this, context);
    }

    /// <summary>The shard's number, from 0 to the shard count less 1.</summary>
    public int Id { get; }

    /// <summary>Where the shard is in its life.</summary>
    public ShardState State { get; private set; }

    /// <summary>The time between the last heartbeat and its acknowledgement; null before the first.</summary>
    public TimeSpan? Latency => Volatile.Read(ref latencyTicks) is var ticks and >= 0 ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>The sequence of the last event received in this session; null before the first.</summary>
    public long? Sequence => session?.Sequence;

    /// <summary>How many events the shard has received, each once: what a resume repeats is not counted again.</summary>
    public long EventsReceived => Volatile.Read(ref eventsReceived);

    /// <summary>How many handler calls have begun.</summary>
    public long CallsBegun => calls.Begun;

    /// <summary>How often the shard has resumed its session.</summary>
    public int Resumes { get; private set; }

    /// <summary>How many handler calls are unfinished.</summary>
    public int InFlight => calls.Window.Count;

    /// <summary>How many handler calls have been given up after <see cref="ClusterOptions.HandlerTimeout"/>.</summary>
    public long Abandoned => calls.Window.Abandoned;

    /// <summary>Ends when the shard has stopped; faults when it was closed for good.</summary>
    internal Task Running => running;

    /// <summary>Waits until the shard receives events.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="GatewayException">The shard was closed for good.</exception>
    public async Task ReadyAsync(CancellationToken cancellationToken = default) => await ReadyConnectionAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Sends a command: when the shard is READY, and when Discord's limit of 120 messages in 60 seconds has room. The order is kept.</summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Ends the wait; a command that is on its way is not called back.</param>
    /// <exception cref="ArgumentException">It has more than 4096 bytes.</exception>
    /// <exception cref="GatewayException">The connection broke while it was sent, or the shard was closed for good.</exception>
    public async ValueTask SendAsync(GatewayCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var bytes = CommandSender.Serialize(command);
        var open = await ReadyConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await open.Sender.SendAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException && ShardConnection.IsBroken(e))
        {
            throw new GatewayException($"Shard {Id} lost its connection while it sent {command.Opcode}. It reconnects by itself; send again if it still matters.", e);
        }
    }

    /// <summary>Never the token.</summary>
    public override string ToString() => $"Shard {Id} ({State})";

    internal void Start() => running = RunAsync();

    internal void Enter(ShardState state, string reason)
    {
        lock (gate)
        {
            if (State == state)
            {
                return;
            }

            Log.StateChanged(context.Errors.Logger, Id, State, state, reason);
            State = state;
            if (state != ShardState.Ready && ready.Task.IsCompletedSuccessfully)
            {
                ready = new TaskCompletionSource<ShardConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    internal void SetLatency(TimeSpan latency) => Volatile.Write(ref latencyTicks, latency.Ticks);

    internal void CountEvent() => Volatile.Write(ref eventsReceived, eventsReceived + 1);

    internal void EnterReady(ShardConnection open, bool resumed)
    {
        session = open.Session;
        failuresInARow = 0;
        Resumes += resumed ? 1 : 0;
        Enter(ShardState.Ready, resumed ? "RESUMED" : "READY");
        ready.TrySetResult(open);
    }

    /// <summary>Begins no further call.</summary>
    internal void StopDispatching()
    {
        stopping.Cancel();
        Volatile.Read(ref connection)?.StopDispatching();
    }

    internal Task WhenCallsFinished() => calls.Window.WhenEmpty();

    /// <summary>Saves the session, if it is to outlive the process, and closes the connection.</summary>
    internal async Task StopAsync()
    {
        StopDispatching();
        try
        {
            await SaveAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A store that fails must not keep the shard from closing.
        catch (Exception e)
#pragma warning restore CA1031
        {
            context.Errors.Send(new GatewayError(GatewayErrorKind.Session, $"the session was not saved: {e.Message}", Id) { Exception = e });
        }

        if (Volatile.Read(ref connection) is { } open)
        {
            int code = context.Sessions.IsDurable ? CloseRules.KeepSession : (int)CloseCode.NormalClosure;
            await open.CloseAsync(new LifecycleStep(LifecycleAction.Close, Reason: "the cluster stops"), code).ConfigureAwait(false);
        }

        var ended = running.WaitAsync(BlockedDeadline, context.Time);
        await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!running.IsCompleted)
        {
            context.Errors.Send(new GatewayError(GatewayErrorKind.HandlerTimeout, $"a handler blocks the thread of the read loop ({calls.Current}); the stop does not wait for it any longer", Id));
            return;
        }

        calls.Dispose();
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        // The caller's thread starts the other shards.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        session = await LoadAsync().ConfigureAwait(false);
        while (!stopping.IsCancellationRequested)
        {
            var end = await ConnectOnceAsync().ConfigureAwait(false);
            if (stopping.IsCancellationRequested)
            {
                break;
            }

            if (end.After is AfterClose.StopShard or AfterClose.StopCluster)
            {
                Fail(new GatewayClosedException(Id, (CloseCode)end.Code!, end.Reason));
            }

            Enter(ShardState.Disconnected, end.Reason ?? "the connection ended");
            var wait = backoff.Next();
            if (end.PauseFirst)
            {
                // https://discord.com/developers/docs/events/gateway#resuming: "wait a random amount of time - between 1 and 5 seconds"
                wait += TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1000, 5001));
            }

            await Task.Delay(wait, context.Time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Enter(ShardState.Stopped, "stopped");
    }

    private async Task<LifecycleStep> ConnectOnceAsync()
    {
        Enter(ShardState.Connecting, session is null ? "a new session" : "to resume");
        bool main = session is null || failuresInARow >= ResumeAddressTries;
        var address = GatewayAddress.WithQuery(main ? context.Gateway.Url : session!.ResumeUrl);
        failuresInARow++;
        using var attempt = new ShardConnection(this, context, calls, session);
        Volatile.Write(ref connection, attempt);
        try
        {
            var end = await attempt.RunAsync(address).ConfigureAwait(false);
            session = attempt.Session;
            if (attempt.ReadySince is { } since && context.Time.GetElapsedTime(since) >= ReconnectBackoff.Settled)
            {
                backoff.Reset();
            }

            if (attempt.ReadySince is null && end.Code is null)
            {
                context.Errors.Send(new GatewayError(GatewayErrorKind.Connection, $"no session at {address.GetLeftPart(UriPartial.Authority)}: {end.Reason}", Id));
            }

            return end;
        }
        finally
        {
            Volatile.Write(ref connection, null);
        }
    }

    private void Fail(GatewayClosedException failure)
    {
        Enter(ShardState.Failed, failure.Message);
        context.Errors.Send(new GatewayError(GatewayErrorKind.Fatal, failure.Message, Id) { Exception = failure });
        ready.TrySetException(failure);
        _ = ready.Task.Exception;
        throw failure;
    }

    private async Task<ShardConnection> ReadyConnectionAsync(CancellationToken cancellationToken)
    {
        var waiting = ready.Task;
        if (waiting.IsCompletedSuccessfully)
        {
            return waiting.Result;
        }

        calls.Window.BeginWait();
        try
        {
            return await waiting.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            calls.Window.EndWait();
        }
    }

    private async Task<Session?> LoadAsync()
    {
        var stored = await context.Sessions.LoadAsync(Id, stopping.Token).ConfigureAwait(false);
        return stored is not null && stored.ShardCount == context.Gateway.Shards
            ? new Session(stored.SessionId, stored.ResumeUrl) { Sequence = stored.Sequence }
            : null;
    }

    private async ValueTask SaveAsync()
    {
        if (session is not { } live || !context.Sessions.IsDurable)
        {
            await context.Sessions.RemoveAsync(Id, CancellationToken.None).ConfigureAwait(false);
            return;
        }

        long finished = calls.Watermark(live.Sequence);
        var stored = new StoredSession(Id, context.Gateway.Shards, live.Id, live.ResumeUrl, finished, context.Time.GetUtcNow());
        await context.Sessions.SaveAsync(stored, CancellationToken.None).ConfigureAwait(false);
    }
}
