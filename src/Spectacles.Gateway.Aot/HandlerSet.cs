using Spectacles.Gateway.Dispatching;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>The handlers of a cluster.</summary>
internal sealed class HandlerSet
{
    private readonly List<HandlerCall> calls = [];

    /// <summary>What the handlers need, together.</summary>
    public GatewayIntents Intents => calls.Aggregate(GatewayIntents.None, (sum, call) => sum | call.Method.Intents);

    public void Add(IGatewayHandler handler)
    {
        for (int i = 0; i < handler.Methods.Count; i++)
        {
            calls.Add(new HandlerCall(handler, i, handler.Methods[i]));
        }
    }

    /// <summary>The methods that need an intent which is not asked for.</summary>
    public IEnumerable<HandlerMethod> WithoutTheirIntents(GatewayIntents asked) =>
        calls.Select(call => call.Method).Where(method => (method.Intents & ~asked) != GatewayIntents.None);

    /// <summary>The names of the methods that need an intent.</summary>
    public IEnumerable<string> WhoNeed(GatewayIntents intent) => calls.Select(call => call.Method).Where(method => (method.Intents & intent) != GatewayIntents.None).Select(method => method.Name).Distinct();

    public DispatchTable<HandlerCall> ToTable() => new(calls.Select(call => KeyValuePair.Create(call.Method.Event, call)));
}
