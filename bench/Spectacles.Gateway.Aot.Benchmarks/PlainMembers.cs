namespace Spectacles.Gateway.Benchmarks;

/// <summary>A request for members by name, as a plain class.</summary>
internal sealed class PlainMembers
{
    public string GuildId { get; set; } = "";

    public string Query { get; set; } = "";

    public int Limit { get; set; }

    public static PlainCommand<PlainMembers> Command { get; } = new()
    {
        Op = 8,
        D = new PlainMembers { GuildId = "840000000000000001", Query = "ann", Limit = 100 },
    };
}
