using System.Text.Json.Serialization;

namespace Spectacles.Gateway.WholeProcess.Reporting;

/// <summary>One figure of a run.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The median.</param>
/// <param name="Unit">Of value and goal.</param>
/// <param name="Goal">What it is to be; null where the figure is for comparison only.</param>
/// <param name="Better">Whether lower or higher is better.</param>
/// <param name="Spread">Least and greatest of all pairs.</param>
/// <param name="Date">When.</param>
/// <param name="Commit">Of which code.</param>
/// <param name="Machine">On what.</param>
internal sealed record Row(string Name, double Value, string Unit, double? Goal, string Better, double[] Spread, string Date, string Commit, string Machine)
{
    [JsonIgnore]
    public bool IsMissed => Goal is { } goal && (Better == "lower" ? Value > goal : Value < goal);
}
