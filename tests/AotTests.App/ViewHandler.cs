using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace AotTests.App;

[GatewayEvent("MESSAGE_CREATE")]
internal sealed partial class ViewHandler
{
    public string Seen { get; private set; } = "";

    public void Handle(MessageCreate.View message) =>
        Seen = $"{message.Author.ToModel().Username}: {message.Content.ToString()} ({message.Embeds.Count()} embeds)";
}
