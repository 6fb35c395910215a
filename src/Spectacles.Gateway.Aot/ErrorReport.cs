using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>Where errors go: to the listeners and the logger; with neither, to one line on standard error. Never nowhere. It never throws.</summary>
internal sealed class ErrorReport
{
    private readonly bool silent;
    private readonly ILogger logger;
    private readonly ErrorReport? ofCluster;

    public ErrorReport(ILoggerFactory? loggers)
    {
        silent = loggers is null;
        logger = loggers?.CreateLogger("Spectacles.Gateway") ?? NullLogger.Instance;
    }

    /// <summary>The errors of one shard, which are its cluster's too.</summary>
    public ErrorReport(ErrorReport ofCluster)
    {
        this.ofCluster = ofCluster;
        silent = ofCluster.silent;
        logger = ofCluster.logger;
    }

    public event Action<GatewayError>? Reported;

    /// <summary>Writes to the logger. One that throws harms nothing, least of all the read loop.</summary>
    public void Write(Action<ILogger> message)
    {
        try
        {
            message(logger);
        }
#pragma warning disable CA1031 // Whatever a logger of the user's throws.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Console.Error.WriteLine($"the logger threw {e.GetType().Name}: {PeerText.Escape(e.Message)}");
        }
    }

    /// <summary>Something that its author would want to know, though it is no error yet.</summary>
    public void Warn(string message)
    {
        Write(to => Log.Warning(to, message));
        if (silent)
        {
            Console.Error.WriteLine($"warning: {message}");
        }
    }

    public void Send(GatewayError error)
    {
        Write(error.Kind == GatewayErrorKind.Fatal
            ? to => Log.Fatal(to, error.ShardId, error.Message, error.Exception)
            : to => Log.Error(to, error.ShardId, error.Message, error.Kind, error.Exception));
        bool heard = Tell(error) | (ofCluster?.Tell(error) ?? false);
        if (!heard && silent)
        {
            Console.Error.WriteLine(error.ToString());
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
#pragma warning disable CA1031 // A listener that throws harms nothing either.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Console.Error.WriteLine($"shard {error.ShardId}: a listener of Error threw {e.GetType().Name}: {PeerText.Escape(e.Message)}");
            }
        }

        return Reported is not null;
    }
}
