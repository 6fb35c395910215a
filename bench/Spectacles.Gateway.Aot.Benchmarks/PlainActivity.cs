namespace Spectacles.Gateway.Benchmarks;

/// <summary>An activity of a bot's.</summary>
internal sealed class PlainActivity
{
    public string Name { get; set; } = "";

    public int Type { get; set; }
}
