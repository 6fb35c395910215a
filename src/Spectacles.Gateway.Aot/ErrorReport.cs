using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Spectacles.Gateway;

/// <summary>Where errors go: to the listeners and the logger; with neither, to one line on standard error. Never nowhere. It never throws.</summary>
internal sealed class ErrorReport(ILoggerFactory? loggers)
{
    private readonly bool silent = loggers is null;
    private readonly ILogger logger = loggers?.CreateLogger("Spectacles.Gateway") ?? NullLogger.Instance;

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
            Console.Error.WriteLine($"the logger threw {e.GetType().Name}: {e.Message}");
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
        if (Reported is not { } listeners)
        {
            if (silent)
            {
                Console.Error.WriteLine(error.ToString());
            }

            return;
        }

        foreach (var listener in listeners.GetInvocationList().Cast<Action<GatewayError>>())
        {
            try
            {
                listener(error);
            }
#pragma warning disable CA1031 // A listener that throws harms nothing either.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Console.Error.WriteLine($"shard {error.ShardId}: a listener of Cluster.Error threw {e.GetType().Name}: {e.Message}");
            }
        }
    }
}
