using System.Globalization;

namespace FleetSoak.Fleet;

/// <summary>Lines on standard error, which the judge writes to a file.</summary>
internal static class ProcessLog
{
    public static void Write(string line) => Console.Error.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {line}"));
}
