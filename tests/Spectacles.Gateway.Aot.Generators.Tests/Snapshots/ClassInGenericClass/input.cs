using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace MyBot.Inner;

public partial class Outer<T> where T : class
{
    internal partial struct Middle
    {
        [GatewayEvent("GUILD_CREATE")]
        private partial class Greeter<TKey, @event>
        {
            public void Handle(GuildCreate guild)
            {
            }
        }
    }
}
