namespace Spectacles.Gateway.Testing;

/// <summary>The routes of Discord that are simulated, with their handlers.</summary>
internal sealed class RestRoutes
{
    private readonly Dictionary<ApiRoute, RestHandler> handlers = [];

    private RestRoutes()
    {
        AccountCalls.Map(this);
        BanCalls.Map(this);
        CommandCalls.Map(this);
        CommandPermissionCalls.Map(this);
        EmojiCalls.Map(this);
        GuildCalls.Map(this);
        InteractionCalls.Map(this);
        MemberCalls.Map(this);
        MessageCalls.Map(this);
        ChannelCalls.Map(this);
        ChannelStatusCalls.Map(this);
        PermissionCalls.Map(this);
        ThreadCalls.Map(this);
        ThreadMemberCalls.Map(this);
        InviteCalls.Map(this);
        PinCalls.Map(this);
        PollCalls.Map(this);
        ReactionCalls.Map(this);
        WebhookCalls.Map(this);
        WebhookMessageCalls.Map(this);
        PruneCalls.Map(this);
        RoleCalls.Map(this);
        UserCalls.Map(this);
        VoiceStateCalls.Map(this);
    }

    public static RestRoutes All { get; } = new();

    /// <summary>The routes that are simulated.</summary>
    public IEnumerable<ApiRoute> Simulated => handlers.Keys;

    /// <summary>Simulates a route.</summary>
    /// <exception cref="ArgumentException">Discord has no such route, or it is simulated already.</exception>
    public void Map(string method, string template, RestHandler handler) => handlers.Add(ApiDocument.V10.Route(method, template), handler);

    /// <summary>The handler of a route; null when it is not simulated.</summary>
    public RestHandler? Find(ApiRoute route) => handlers.GetValueOrDefault(route);
}
