namespace Spectacles.Gateway.Benchmarks;

/// <summary>The presence of a bot, as a plain class.</summary>
internal sealed class PlainPresence
{
    public long? Since { get; set; }

    public PlainActivity[] Activities { get; set; } = [];

    public string Status { get; set; } = "";

    public bool Afk { get; set; }

    public static PlainCommand<PlainPresence> Command { get; } = new()
    {
        Op = 3,
        D = new PlainPresence { Activities = [new PlainActivity { Name = "with fire" }], Status = "online" },
    };
}
