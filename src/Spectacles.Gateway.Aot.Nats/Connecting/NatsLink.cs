using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace Spectacles.Gateway.Fleet;

/// <summary>The connection to NATS, which connects again by itself, and whether it is there.</summary>
internal sealed partial class NatsLink : IAsyncDisposable
{
    /// <summary>How long one request to the server may take. Afterwards it is made again, or its outcome is not known.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Between two attempts when NATS does not answer, or can't carry something out at the moment.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private const int DefaultMaxPayload = 1 << 20;

    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource disposed = new();
    private readonly ChangeSignal changed = new();
    private readonly ConcurrentDictionary<string, string> denials = new();
    private int epoch;

    /// <summary>What the server has said if it has refused the subscription to answers.</summary>
    private volatile string? deafness;

    private NatsLink(NatsConnection connection, NatsEngineOptions options)
    {
        Connection = connection;
        Context = new NatsJSContext(connection, new NatsJSOpts(connection.Opts, requestTimeout: Patience));
        Time = options.TimeProvider ?? TimeProvider.System;
        Log = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Spectacles.Gateway.Nats");
        Server = new ServerChange(connection, Time, Log);
        Disposed = disposed.Token;
        connection.ConnectionOpened += NoteOpenedAsync;
        connection.ConnectionDisconnected += NoteDisconnectedAsync;
        connection.ServerError += NoteErrorAsync;
    }

    public NatsConnection Connection { get; }

    public NatsJSContext Context { get; }

    public TimeProvider Time { get; }

    public ILogger Log { get; }

    /// <summary>Is told whether JetStream answers.</summary>
    public ServerChange Server { get; }

    /// <summary>Cancelled when the engine is disposed.</summary>
    public CancellationToken Disposed { get; }

    /// <summary>Whether the connection is open.</summary>
    public bool IsOpen => Connection.ConnectionState == NatsConnectionState.Open;

    /// <summary>The greatest size of a message, with its headers.</summary>
    public int MaxPayload => Connection.ServerInfo?.MaxPayload is > 0 and int most ? most : DefaultMaxPayload;

    /// <summary>Completes when the connection is lost or opened, or when the server refuses something.</summary>
    public Task Changed => changed.Next;

    /// <summary>Changes when the connection was opened again.</summary>
    public int Epoch => Volatile.Read(ref epoch);

    /// <summary>Connects for the first time.</summary>
    /// <exception cref="FleetException">NATS can't be reached, or does not accept the process.</exception>
    public static async Task<NatsLink> ConnectAsync(NatsEngineOptions options, CancellationToken cancellationToken)
    {
        var connection = new NatsConnection(OptionsOf(options));
        var link = new NatsLink(connection, options);
        try
        {
            await connection.ConnectAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            return link;
        }
        catch (Exception e)
        {
            await link.DisposeAsync().ConfigureAwait(false);
            if (e is OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            throw NatsProblem.Unreachable(options.Url, e);
        }
    }

    /// <summary>Waits while the connection is lost.</summary>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    /// <exception cref="OperationCanceledException">The token is cancelled.</exception>
    public async ValueTask ReadyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = Changed;
            ThrowIfDisposed();
            cancellationToken.ThrowIfCancellationRequested();
            if (IsOpen)
            {
                return;
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Disposed.IsCancellationRequested, this);

    /// <summary>Waits, no longer than the engine lives.</summary>
    public async Task PauseAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Disposed);
        await Task.Delay(time, Time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Waits for an answer, or for the server's refusal to take the request, which is not an answer to it.</summary>
    /// <param name="asking">The request.</param>
    /// <param name="next">What <see cref="Changed"/> was before it was sent.</param>
    /// <param name="subject">Its subject.</param>
    /// <param name="cancellationToken">Has ended the request.</param>
    /// <exception cref="FleetException">The server refuses it.</exception>
    public async Task<T> AnswerAsync<T>(Task<T> asking, Task next, string subject, CancellationToken cancellationToken)
    {
        while (await Task.WhenAny(asking, next).ConfigureAwait(false) != asking)
        {
            if (DenialOf(subject) is { } denial)
            {
                throw NatsProblem.Denied(subject, denial);
            }

            if (deafness is { } refusal)
            {
                throw NatsProblem.Deaf(Connection.Opts.InboxPrefix, refusal);
            }

            ThrowIfDisposed();
            next = Changed;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return await asking.ConfigureAwait(false);
    }

    /// <summary>Sends a message that may be lost.</summary>
    /// <returns>Whether it is on its way.</returns>
    public async ValueTask<bool> TrySendAsync(string subject, byte[] data, string? replyTo, CancellationToken cancellationToken)
    {
        if (!IsOpen)
        {
            return false;
        }

        try
        {
            await Connection.PublishAsync(
                subject, data, replyTo: replyTo, serializer: NatsRawSerializer<byte[]>.Default, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is NatsException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Returns what the server has said if it has refused to let this process send to a subject; null otherwise.</summary>
    public string? DenialOf(string subject) => denials.GetValueOrDefault(subject);

    /// <summary>Ends all waits. The connection is there until the disposal.</summary>
    public async Task EndAsync()
    {
        await disposed.CancelAsync().ConfigureAwait(false);
        changed.Fire();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync().ConfigureAwait(false);
        Connection.ConnectionOpened -= NoteOpenedAsync;
        Connection.ConnectionDisconnected -= NoteDisconnectedAsync;
        Connection.ServerError -= NoteErrorAsync;
        if (IsOpen)
        {
            // The server has what was sent: answers to deliveries, and ends of subscriptions.
            await WithinAsync(Connection.PingAsync().AsTask()).ConfigureAwait(false);
        }

        await WithinAsync(Connection.DisposeAsync().AsTask()).ConfigureAwait(false);
        disposed.Dispose();
    }

    /// <summary>Returns a new beginning of subjects for answers. The client takes what is sent to its own inbox for itself.</summary>
    public string NewInbox() => $"{Connection.Opts.InboxPrefix}.{Guid.NewGuid():N}";

    /// <summary>
    /// Waits for an end that the client reports, but not for ever: what a lost connection leaves undone, the server ends by its time-outs.
    /// </summary>
    public async Task WithinAsync(Task ending)
    {
        try
        {
            await ending.WaitAsync(LastPatience, Time).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or NatsException or OperationCanceledException or ObjectDisposedException)
        {
            EndFailed(Log, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "the connection to NATS has not ended in order")]
    private static partial void EndFailed(ILogger logger, Exception exception);

    private static string RoleOf(NatsEngineOptions options) => options.Role == NatsRole.Node ? "node" : "worker";

    private static NatsOpts OptionsOf(NatsEngineOptions options) => NatsOpts.Default with
    {
        Url = options.Url,
        Name = $"fleet {options.Plan.Name} {RoleOf(options)}",

        // Workers may have no right to see the answers that nodes get: the sessions are among them.
        InboxPrefix = $"_INBOX.{options.Plan.Name}.{RoleOf(options)}",
        AuthOpts = options.Authentication,
        TlsOpts = options.Tls,
        LoggerFactory = options.LoggerFactory ?? NullLoggerFactory.Instance,
        ReconnectWaitMin = TimeSpan.FromMilliseconds(100),
        ReconnectWaitMax = TimeSpan.FromSeconds(2),
        ConnectTimeout = Patience,
        CommandTimeout = Patience,
        RequestTimeout = Patience,
        PublishTimeoutOnDisconnected = true,

        // A connection whose other end has vanished is noticed within 30 seconds.
        PingInterval = TimeSpan.FromSeconds(10),

        // What is right at the start may be wrong for a while, when the rights of users are changed.
        IgnoreAuthErrorAbort = true,
        HeaderEncoding = System.Text.Encoding.UTF8,
    };

    private ValueTask NoteOpenedAsync(object? sender, NatsEventArgs e)
    {
        Interlocked.Increment(ref epoch);
        denials.Clear();
        deafness = null;
        changed.Fire();
        return default;
    }

    private ValueTask NoteDisconnectedAsync(object? sender, NatsEventArgs e)
    {
        changed.Fire();
        return default;
    }

    private ValueTask NoteErrorAsync(object? sender, NatsServerErrorEventArgs e)
    {
        if (NatsProblem.DeniedSubject(e.Error) is { } subject && denials.Count < 1_000)
        {
            denials[subject] = e.Error;
            changed.Fire();
        }
        else if (NatsProblem.IsDeniedSubscription(e.Error, Connection.Opts.InboxPrefix))
        {
            deafness = e.Error;
            changed.Fire();
        }

        return default;
    }
}
