using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway.Fleet;

/// <summary>Writes to the user's logger. An exception of the logger has no effect on the work that is logged.</summary>
internal static class SafeLog
{
    public static void Write(ILogger logger, Action<ILogger> message)
    {
        try
        {
            message(logger);
        }
#pragma warning disable CA1031 // The user's logger may throw any exception.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Console.Error.WriteLine($"the logger threw {e.GetType().Name}: {e.Message}");
        }
    }
}
