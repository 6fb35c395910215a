namespace Spectacles.Gateway.Benchmarks;

/// <summary>The activity of a bot as a plain class.</summary>
internal sealed class PlainActivity
{
    public string Name { get; set; } = "";

    public int Type { get; set; }
}
