namespace Spectacles.Gateway.WholeProcess.Bots;

/// <summary>Awaits something for every event of the mix.</summary>
internal sealed partial class WaitForEvents
{
    [GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
    public ValueTask HandleMessageAsync(in Dispatch message) => EventWait.RunAsync();

    [GatewayEvent("MESSAGE_UPDATE", Intents = GatewayIntents.MessageContent)]
    public ValueTask HandleUpdateAsync(in Dispatch message) => EventWait.RunAsync();

    [GatewayEvent("MESSAGE_DELETE")]
    public ValueTask HandleDeleteAsync(in Dispatch message) => EventWait.RunAsync();

    [GatewayEvent("MESSAGE_REACTION_ADD")]
    public ValueTask HandleReactionAsync(in Dispatch reaction) => EventWait.RunAsync();

    [GatewayEvent("PRESENCE_UPDATE")]
    public ValueTask HandlePresenceAsync(in Dispatch presence) => EventWait.RunAsync();

    [GatewayEvent("TYPING_START")]
    public ValueTask HandleTypingAsync(in Dispatch typing) => EventWait.RunAsync();

    [GatewayEvent("VOICE_STATE_UPDATE")]
    public ValueTask HandleVoiceAsync(in Dispatch voice) => EventWait.RunAsync();

    [GatewayEvent("GUILD_MEMBER_UPDATE")]
    public ValueTask HandleMemberAsync(in Dispatch member) => EventWait.RunAsync();
}
