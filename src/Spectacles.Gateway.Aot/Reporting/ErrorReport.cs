using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Spectacles.Gateway;

/// <summary>
/// Passes errors to the listeners and the logger; if there are neither, to one line on standard error. A repeated line is written once a
/// minute, with the number of repetitions. Never throws.
/// </summary>
internal sealed class ErrorReport : IDisposable
{
    private readonly bool silent;
    private readonly ILogger logger;
    private readonly ErrorReport? ofCluster;
    private readonly Repetitions<GatewayError> lines;

    public ErrorReport(ILoggerFactory? loggers, TimeProvider time)
    {
        silent = loggers is null;
        logger = loggers?.CreateLogger("Spectacles.Gateway") ?? NullLogger.Instance;
        lines = new Repetitions<GatewayError>(time, SayRepeated);
        Outages = new OutageReport(error => Send(error), time);
    }

    /// <summary>Creates the report for the errors of one shard, which are also passed to its cluster.</summary>
    public ErrorReport(ErrorReport ofCluster, int shardId)
    {
        this.ofCluster = ofCluster;
        ShardId = shardId;
        silent = ofCluster.silent;
        logger = ofCluster.logger;
        lines = ofCluster.lines;
        Outages = ofCluster.Outages;
    }

    public event Action<GatewayError>? Reported;

    /// <summary>The shard that uses this instance; null for the cluster.</summary>
    public int? ShardId { get; }

    /// <summary>The lost connections of the cluster.</summary>
    public OutageReport Outages { get; }

    /// <summary>Writes to the logger. An exception of the logger has no effect, in particular not on the read loop.</summary>
    public void Write(Action<ILogger> message)
    {
        try
        {
            message(logger);
        }
#pragma warning disable CA1031 // The user's logger may throw any exception.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Console.Error.WriteLine($"the logger threw {e.GetType().Name}: {PeerText.Escape(e.Message)}");
        }
    }

    /// <summary>Writes a warning about something that is not an error yet.</summary>
    public void Warn(string message) => Send(new GatewayError(GatewayErrorKind.Warning, message, ShardId));

    /// <summary>Writes information that an operator needs, though nothing is wrong: to the logger, or else to standard error.</summary>
    public void Inform(string message)
    {
        Write(to => Log.Note(to, message));
        if (silent)
        {
            Console.Error.WriteLine($"note: {message}");
        }
    }

    /// <summary>Reports an error of the shard, or of the cluster.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="cause">The exception. Its text may come from the peer, and is replaced by a text that is safe to print.</param>
    public void Send(GatewayErrorKind kind, string message, Exception? cause = null) =>
        Send(new GatewayError(kind, message, ShardId) { Exception = cause is null ? null : ConnectFailure.Printable(cause) });

    /// <summary>Reports an error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="isWritten">Whether it is also written as a line; false if a later line counts it.</param>
    public void Send(GatewayError error, bool isWritten = true)
    {
        bool heard = Tell(error) | (ofCluster?.Tell(error) ?? false);
        if (!isWritten || (heard && silent) || !lines.Add(KeyOf(error), KeptOf(error with { Exception = null })))
        {
            return;
        }

        WriteLine(error);
    }

    /// <summary>Reports why the shard has no connection, unless the same was reported within a minute.</summary>
    public void SendOutage(string message, Exception? cause = null)
    {
        if (Outages.Lose(ShardId!.Value, message))
        {
            Send(GatewayErrorKind.Connection, message, cause);
        }
    }

    /// <summary>For the cluster's instance: reports the counted repetitions.</summary>
    public void Dispose()
    {
        Outages.Dispose();
        lines.Dispose();
    }

    /// <summary>Returns the key of an error. Two errors that differ only in sequence or shard have the same key.</summary>
    internal static string KeyOf(GatewayError error) => error.Handler is null
        ? $"{error.Kind} {error.Message}"
        : $"{error.Kind} {error.Handler} {error.EventName} {error.Exception?.GetType()} {PeerText.Escape(error.Exception?.Message)}";

    /// <summary>
    /// Creates the copy that is kept until its repetitions are reported. It contains no exception, whose text may be as long as the payload
    /// that it quotes.
    /// </summary>
    private static Func<string, GatewayError> KeptOf(GatewayError error) => key =>
        key.Length > 0 ? error : new GatewayError(error.Kind, "errors of too many different kinds to be listed", null);

    private void SayRepeated(GatewayError error, long count)
    {
        string what = error.Kind == GatewayErrorKind.Warning ? "warning" : "error";
        WriteLine(
            error with { Message = $"{count} more {what}{(count == 1 ? "" : "s")} of this kind since the last report: {error.Message}" });
    }

    private void WriteLine(GatewayError error)
    {
        Write(error.Kind switch
        {
            GatewayErrorKind.Failed when error.ShardId is { } id => to => Log.Fatal(to, id, error.Message, error.Exception),
            GatewayErrorKind.Warning => to => Log.Warning(to, error.Message),
            GatewayErrorKind.Recovered => to => Log.Recovered(to, error.Message),
            GatewayErrorKind.SessionTakenOver when error.ShardId is { } id => to => Log.SessionTakenOver(to, id, error.Message),
            _ when error.ShardId is { } shardId => to => Log.Error(to, shardId, error.Message, error.Kind, error.Exception),
            _ => to => Log.ClusterError(to, error.Message, error.Kind, error.Exception),
        });
        if (silent)
        {
            Console.Error.WriteLine(error.Kind == GatewayErrorKind.Warning ? $"warning: {error}" : error.ToString());
        }
    }

    private bool Tell(GatewayError error)
    {
        foreach (var listener in Delegate.EnumerateInvocationList(Reported))
        {
            try
            {
                listener(error);
            }
#pragma warning disable CA1031 // An exception of a listener has no effect either.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Console.Error.WriteLine($"{error.Place}a listener of Error threw {e.GetType().Name}: {PeerText.Escape(e.Message)}");
            }
        }

        return Reported is not null;
    }
}
