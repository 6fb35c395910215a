namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>All measurements by name.</summary>
internal static class Measurements
{
    private static readonly Dictionary<string, IMeasurement> All = new()
    {
        ["events"] = new EventCosts(["jit", "aot"], thorough: true),
        ["inflaters"] = new Inflaters(),
        ["variants"] = new Variants(),
        ["allocations"] = new Allocations(),
        ["peers"] = new Peers(),
        ["sizes"] = new Sizes(),
        ["idle"] = new Idle(),
        ["scaling"] = new Scaling(),
        ["pacing"] = new Pacing(),
        ["shards"] = new ManyShards(),
        ["bursts"] = new Bursts(),
        ["calls"] = new CallCosts(),
        ["answers"] = new Answers(),
        ["slashbot"] = new SlashBotMemory(),
    };

    private static readonly IMeasurement Quick = new EventCosts(["aot"], thorough: false);

    /// <param name="names">The names; none for all, quick for the shortest.</param>
    public static IEnumerable<IMeasurement> Choose(string[] names) => names switch
    {
        [] => All.Values,
        _ => names.Select(name => name == "quick" ? Quick : All[name]),
    };
}
