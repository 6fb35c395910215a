using System.Globalization;
using Spectacles.Gateway.WholeProcess;

namespace Spectacles.Gateway.Fleets;

/// <summary>Does what <see cref="ChildProcess"/> says.</summary>
internal static class Commands
{
    /// <summary>Says that the process is ready, and obeys until the input ends or the token is canceled.</summary>
    /// <param name="start">Begins to count.</param>
    /// <param name="read">Returns what was counted, with the number of events as <c>events</c>.</param>
    public static void Obey(Action start, Func<Dictionary<string, double>> read)
    {
        var meter = new CostMeter();
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } line)
        {
            if (line == "start")
            {
                start();
                meter.Start();
                Console.WriteLine("started");
            }
            else
            {
                var figures = read();
                var (nanoseconds, bytes) = meter.Read(1);
                figures["cpu_ns"] = nanoseconds;
                figures["bytes"] = bytes;
                Console.WriteLine("figures " + string.Join(
                    ' ', figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Key}={figure.Value:F3}"))));
            }
        }
    }
}
