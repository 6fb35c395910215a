using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Spectacles.Gateway;

/// <summary>Where errors go: to the listeners and the logger; with neither, to one line on standard error. Never nowhere.</summary>
internal sealed class ErrorReport(ILoggerFactory? loggers)
{
    private readonly bool silent = loggers is null;

    public ILogger Logger { get; } = loggers?.CreateLogger("Spectacles.Gateway") ?? NullLogger.Instance;

    public event Action<GatewayError>? Reported;

    public void Send(GatewayError error)
    {
        if (error.Kind == GatewayErrorKind.Fatal)
        {
            Log.Fatal(Logger, error.ShardId, error.Message, error.Exception);
        }
        else
        {
            Log.Error(Logger, error.ShardId, error.Message, error.Exception);
        }

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
#pragma warning disable CA1031 // A listener that throws harms nothing, least of all the read loop.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Log.Error(Logger, error.ShardId, "A listener of Cluster.Error threw.", e);
                if (silent)
                {
                    Console.Error.WriteLine($"shard {error.ShardId}: a listener of Cluster.Error threw: {e.Message}");
                }
            }
        }
    }
}
