[Spectacles.Gateway.GatewayEvent("INTERACTION_CREATE")]
internal partial class Commands
{
    public System.Threading.Tasks.ValueTask HandleAsync(Spectacles.Gateway.Events.InteractionCreate interaction) => default;
}
