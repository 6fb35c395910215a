using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>docs/fleet.md against the log messages of nodes and workers.</summary>
public sealed partial class FleetLogTests
{
    [Fact]
    public void Document_lists_every_log_message() => Assert.Equal(
        typeof(FleetLog).GetMethods()
            .SelectMany(method => method.GetCustomAttributes(typeof(LoggerMessageAttribute), false))
            .Cast<LoggerMessageAttribute>()
            .OrderBy(one => one.EventId)
            .Select(one => $"| {one.EventId} | `{one.EventName}` | {one.Level} | `{one.Message}` |"),
        File.ReadLines(Repository.PathOf("docs", "fleet.md")).Where(line => LogRow().IsMatch(line)));

    [GeneratedRegex(@"^\| \d+ \| `")]
    private static partial Regex LogRow();
}
