using System.Globalization;
using System.Runtime.InteropServices;

namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>The measured values of all rounds.</summary>
internal sealed class Figures
{
    private readonly Dictionary<string, List<double>> rounds = [];

    public double Keep(string name, double value)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:F2}"));
        if (!rounds.TryGetValue(name, out var values))
        {
            rounds.Add(name, values = []);
        }

        values.Add(value);
        return value;
    }

    /// <summary>The medians.</summary>
    /// <param name="commit">The commit of the code.</param>
    public List<Row> Rows(string commit)
    {
        string date = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string machine =
            $"{Environment.ProcessorCount} cores, {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}";
        return [.. rounds.Select(figure =>
        {
            var goal = Goal.Of(figure.Key);
            return new Row(
                figure.Key,
                Median(figure.Value),
                goal.Unit,
                goal.Value,
                goal.Better,
                [Math.Round(figure.Value.Min(), 3), Math.Round(figure.Value.Max(), 3)],
                date,
                commit,
                machine);
        })];
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        int half = sorted.Length / 2;
        return Math.Round(sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2, 3);
    }
}
