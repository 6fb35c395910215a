using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace AotTests.App;

internal sealed partial class EchoHandler
{
    private int typed;
    private int raw;

    public int Typed => Volatile.Read(ref typed);

    public int Raw => Volatile.Read(ref raw);

    [GatewayEvent("MESSAGE_CREATE")]
    public async ValueTask OnMessageAsync(MessageCreate message, Shard shard, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref typed);
        await shard.SendAsync(new UpdateVoiceState(message.GuildId!.Value, message.ChannelId), cancellationToken: cancellationToken);
    }

    [GatewayEvent("MESSAGE_CREATE")]
    public void OnBytes(in Dispatch dispatch) => Interlocked.Add(ref raw, dispatch.Data.Length > 0 ? 1 : 0);
}
