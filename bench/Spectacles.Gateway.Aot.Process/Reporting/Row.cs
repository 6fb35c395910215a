using System.Text.Json.Serialization;

namespace Spectacles.Gateway.WholeProcess.Reporting;

/// <summary>One figure of a run.</summary>
/// <param name="Name">The name of the measurement.</param>
/// <param name="Value">The median.</param>
/// <param name="Unit">The unit of value and goal.</param>
/// <param name="Goal">The goal; null for a figure that is for comparison only.</param>
/// <param name="Better">Whether lower or higher is better.</param>
/// <param name="Spread">The least and the greatest value of all pairs.</param>
/// <param name="Date">The date.</param>
/// <param name="Commit">The commit of the code.</param>
/// <param name="Machine">The machine.</param>
internal sealed record Row(
    string Name,
    double Value,
    string Unit,
    double? Goal,
    string Better,
    double[] Spread,
    string Date,
    string Commit,
    string Machine)
{
    [JsonIgnore]
    public bool IsMissed => Goal is { } goal && (Better == "lower" ? Value > goal : Value < goal);
}
