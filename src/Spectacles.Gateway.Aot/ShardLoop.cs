using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Spectacles.Gateway.Pacing;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>Keeps a shard alive: connects, and connects again, until it is stopped or closed for good.</summary>
[SuppressMessage("Design", "CA1001", Justification = "StopAsync disposes what it owns.")]
internal sealed class ShardLoop(Shard shard, ShardContext context)
{
    /// <summary>So many connections to the resume address may fail before the main one is used.</summary>
    private const int ResumeAddressTries = 2;

    /// <summary>So many RESUMEs may fail before the session is given up.</summary>
    private const int ResumeTries = 4;

    /// <summary>So many connections to the main address may fail before the API is asked for it again.</summary>
    private const int MainAddressTries = 5;

    /// <summary>How long a stop waits for a read loop that a handler blocks.</summary>
    private static readonly TimeSpan PatienceAtStop = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly ReconnectBackoff backoff = new(Random.Shared);
    private readonly ShardSession kept = new(shard, context);
    private ShardConnection? connection;
    private Session? distrusted;
    private int failures;
    private int failedResumes;

    public ShardCalls Calls { get; } = new(shard, context);

    /// <summary>The session that lives, or that the next connection resumes.</summary>
    public Session? Session
    {
        get;
        private set
        {
            field = value;
            LastSession = value ?? LastSession;
        }
    }

    /// <summary>The session that lives, or that was the last one: whose bot it is does not change.</summary>
    public Session? LastSession { get; private set; }

    /// <summary>Ends when the shard has stopped; faults when it was closed for good.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public void Start() => Running = RunAsync();

    /// <summary>A session has begun, or goes on.</summary>
    public void Succeed(Session live)
    {
        Session = live;
        failures = 0;
        failedResumes = 0;
        kept.SaveSoon();
    }

    /// <summary>Begins no further call.</summary>
    public void StopDispatching()
    {
        lock (gate)
        {
            stopping.Cancel();
            connection?.StopDispatching();
        }
    }

    public Task WhenCallsFinished() => Calls.Window.WhenEmpty();

    /// <summary>Saves the session, if it is to outlive the process, and closes the connection.</summary>
    public async Task StopAsync()
    {
        await kept.StopAsync().ConfigureAwait(false);
        ShardConnection? open;
        lock (gate)
        {
            open = connection;
        }

        if (open is not null)
        {
            int code = context.Sessions.IsDurable ? CloseRules.KeepSession : (int)CloseCode.NormalClosure;
            await open.CloseAsync(new LifecycleStep(LifecycleAction.Close, Reason: "the cluster stops"), code).ConfigureAwait(false);
        }

        await Running.WaitAsync(PatienceAtStop, context.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!Running.IsCompleted)
        {
            Report(GatewayErrorKind.HandlerTimeout, $"{Calls.Current ?? "a handler"} blocks the thread of the read loop; the stop waits for it no longer", null);
            return;
        }

        Calls.Dispose();
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        // The caller's thread starts the other shards.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            Session = await kept.LoadAsync(stopping.Token).ConfigureAwait(false);
            Calls.StartAfter(Session?.Sequence ?? 0);
            if (!stopping.IsCancellationRequested)
            {
                kept.Start();
            }

            while (!stopping.IsCancellationRequested)
            {
                await ConnectAndWaitAsync().ConfigureAwait(false);
            }

            shard.EnterEnd(ShardState.Stopped, new GatewayException($"Shard {shard.Id} was stopped."));
        }
        catch (Exception e)
        {
            // Whatever it is, it must not be silent, and nobody may wait for ever.
            var failure = e as GatewayException ?? new GatewayException($"Shard {shard.Id} can't go on: {e.Message}", e);
            shard.EnterEnd(ShardState.Failed, failure);
            Report(GatewayErrorKind.Fatal, failure.Message, failure);
            throw failure == e ? e : failure;
        }
    }

    private async Task ConnectAndWaitAsync()
    {
        var end = await ConnectOnceAsync().ConfigureAwait(false);
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        if (end.After is AfterClose.StopShard or AfterClose.StopCluster)
        {
            // Discord has ended it: the next run must not ask for it.
            Session = null;
            throw new GatewayClosedException(shard.Id, (CloseCode)end.Code!, end.Reason, context.Asked);
        }

        shard.Enter(ShardState.Disconnected, end.Describe());
        if (failures > 0 && failures % MainAddressTries == 0)
        {
            await context.Gateway.RefreshAsync(context.Errors, shard.Id, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var wait = backoff.Next();
        if (end.PauseFirst)
        {
            // https://discord.com/developers/docs/events/gateway#resuming: "wait a random amount of time - between 1 and 5 seconds"
            wait += TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1000, 5001));
        }

        await Task.Delay(wait, context.Time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>A long backlog over a bad line takes many connections, each of which brings some of it: only one that brings nothing is a failure.</summary>
    private void CountResume(ShardConnection attempt, long? before)
    {
        if (attempt.Session?.Sequence > before)
        {
            failedResumes = 0;
        }
        else if (attempt is { ReadySince: null, HasResumed: true })
        {
            failedResumes++;
        }
    }

    private async Task<LifecycleStep> ConnectOnceAsync()
    {
        shard.Enter(ShardState.Connecting, Session is null ? "a new session" : "to resume");
        if (failedResumes >= ResumeTries)
        {
            Report(GatewayErrorKind.Connection, $"the session is given up after {failedResumes} failed resumes; events may be missing", null);
            (Session, failedResumes) = (null, 0);
        }

        bool resumes = Session is not null && failures < ResumeAddressTries;
        var address = GatewayAddress.WithQuery(resumes ? ResumeAddress(Session!) : context.Gateway.Url, context.Gateway.Query);
        failures++;
        long? before = Session?.Sequence;
        using var attempt = TryOpen();
        if (attempt is null)
        {
            return new LifecycleStep(LifecycleAction.Close, Reason: "there is no connection");
        }

        try
        {
            var end = await attempt.RunAsync(address).ConfigureAwait(false);
            CountResume(attempt, before);
            Session = attempt.Session;
            if (attempt.ReadySince is { } since && context.Time.GetElapsedTime(since) >= ReconnectBackoff.Settled)
            {
                backoff.Reset();
            }

            if (end.IsLoss)
            {
                Report(GatewayErrorKind.Connection, $"{end.Describe().TrimEnd('.')}. The session is given up and the event is lost; a new session begins", null);
            }
            else if (attempt.ReadySince is null && !stopping.IsCancellationRequested && end.After is AfterClose.Resume or AfterClose.Identify)
            {
                Report(GatewayErrorKind.Connection, $"no session at {address.GetLeftPart(UriPartial.Authority)}: {end.Describe().TrimEnd('.')}. It tries again", null);
            }

            return end;
        }
        finally
        {
            lock (gate)
            {
                connection = null;
            }
        }
    }

    private Uri ResumeAddress(Session session)
    {
        if (context.Gateway.HasFixedUrl)
        {
            return context.Gateway.Url;
        }

        if (context.Gateway.AllowsResumeAt(session.ResumeUrl))
        {
            return session.ResumeUrl;
        }

        if (!ReferenceEquals(distrusted, session))
        {
            distrusted = session;
            Report(GatewayErrorKind.Connection, $"the session's resume address is at {session.ResumeUrl.GetLeftPart(UriPartial.Authority)}, which is neither the API's domain nor the gateway's: the token does not go there, and the session resumes at {context.Gateway.Url.Authority}. If the host is to be trusted, add it to GatewayOptions.ResumeHosts", null);
        }

        return context.Gateway.Url;
    }

    /// <summary>A connection that a stop will find, or none when the stop has come before it or the user's factory fails.</summary>
    private ShardConnection? TryOpen()
    {
        ShardConnection attempt;
        try
        {
            attempt = new ShardConnection(shard, context, Calls, Session);
        }
#pragma warning disable CA1031 // A factory of the user's may throw anything.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(GatewayErrorKind.Connection, $"ClusterOptions.ConnectionFactory threw {e.GetType().Name}: {e.Message}", e);
            return null;
        }

        lock (gate)
        {
            if (!stopping.IsCancellationRequested)
            {
                connection = attempt;
                return attempt;
            }
        }

        attempt.Dispose();
        return null;
    }

    private void Report(GatewayErrorKind kind, string message, Exception? exception) =>
        context.Errors.Send(new GatewayError(kind, message, shard.Id) { Exception = exception });
}
