namespace Spectacles.Gateway;

/// <summary>The intents that sessions request, and the handlers that need them.</summary>
/// <param name="intents">The intents.</param>
/// <param name="handlers">The handlers of the cluster.</param>
internal sealed class AskedIntents(GatewayIntents intents, HandlerSet handlers)
{
    public GatewayIntents Intents { get; } = intents;

    /// <summary>Returns other intents for the same handlers.</summary>
    public AskedIntents With(GatewayIntents others) => new(others, handlers);

    /// <summary>Explains a close that is related to intents; empty for any other code.</summary>
    public string Explain(CloseCode code) => code switch
    {
        CloseCode.DisallowedIntents => $" The session requested {Describe(Intents & GatewayIntents.Privileged)}.",
        CloseCode.InvalidIntents when (Intents & ~GatewayIntents.All) is var unknown && unknown != GatewayIntents.None =>
            $" The session requested bits that are not intents: {Describe(unknown)}.",
        CloseCode.InvalidIntents => $" The session requested {Intents}.",
        _ => string.Empty,
    };

    private string Describe(GatewayIntents some)
    {
        List<string> each = [];
        for (int bit = 0; bit < 63; bit++)
        {
            var intent = (GatewayIntents)(1L << bit);
            if ((some & intent) != GatewayIntents.None)
            {
                each.Add(DescribeOne(intent));
            }
        }

        return each.Count > 0 ? string.Join(", and for ", each) : "none";
    }

    private string DescribeOne(GatewayIntents intent)
    {
        string name = Enum.IsDefined(intent) ? intent.ToString() : $"bit {long.Log2((long)intent)}";
        string methods = string.Join(", ", handlers.WhoNeed(intent));
        string askedFor = methods.Length > 0 ? methods : "ClusterOptions.Intents";
        return $"{name} (for {askedFor})";
    }
}
