using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>The handlers of a cluster, and the listeners that are called after them.</summary>
internal sealed class HandlerSet
{
    private readonly List<HandlerCall> calls = [];

    /// <summary>The cluster's listeners, which can be added and removed at any time.</summary>
    public ListenerSet Listeners { get; } = new();

    /// <summary>The intents that handlers and listeners need.</summary>
    public GatewayIntents Intents => Methods.Aggregate(GatewayIntents.None, (sum, method) => sum | method.Intents);

    /// <summary>The intents of each method that needs some, without repetitions.</summary>
    public IReadOnlyList<GatewayIntents> RequiredIntents =>
        [.. Methods.Select(method => method.Intents).Where(set => set != GatewayIntents.None).Distinct().Order()];

    /// <summary>The names of the events that have handlers.</summary>
    public IEnumerable<string> HandledEvents => calls.Select(call => call.Method.EventName);

    /// <summary>The names of the events that have handlers or listeners; null if a listener needs every event.</summary>
    public IReadOnlyCollection<string>? RequiredEvents
    {
        get
        {
            var listeners = Listeners.Listeners;
            return listeners.Any(listener => listener.EventName is null)
                ? null
                : [.. HandledEvents.Concat(listeners.Select(listener => listener.EventName!)).Distinct().Order(StringComparer.Ordinal)];
        }
    }

    private IEnumerable<HandlerMethod> Methods =>
        calls.Select(call => call.Method).Concat(Listeners.Listeners.SelectMany(listener => listener.Methods));

    /// <exception cref="InvalidOperationException">
    /// The same instance was added before, or it has no method, or the handler was generated for another version of the library.
    /// </exception>
    public void Add(IGatewayHandler handler)
    {
        if (calls.Any(call => ReferenceEquals(call.Handler, handler)))
        {
            throw new InvalidOperationException(
                $"This instance of {handler.GetType().Name} was added before, so each event would be handled twice. Add an instance once.");
        }

        if (handler.Methods.Count == 0)
        {
            throw new InvalidOperationException(
                $"{handler.GetType().Name} has no method that handles an event. Do not suppress the diagnostics of its class.");
        }

        EmittedContract.ThrowIfUnknown(handler.Contract, handler.GetType());
        for (int i = 0; i < handler.Methods.Count; i++)
        {
            calls.Add(new HandlerCall(handler, i, handler.Methods[i]));
        }
    }

    /// <summary>Warns of each method that needs an intent which is not requested.</summary>
    /// <param name="asked">The intents that are requested.</param>
    /// <param name="option">The option that leaves intents out.</param>
    /// <param name="errors">Where the warnings go.</param>
    public void WarnOfMissing(GatewayIntents asked, string option, ErrorReport errors)
    {
        foreach (var method in Methods.Where(method => (method.Intents & ~asked) != GatewayIntents.None))
        {
            errors.Warn(
                $"{method.Name} needs the intents {method.Intents & ~asked}, which {option} does not include: it may never be called.");
        }
    }

    /// <summary>Warns if there is neither a handler nor a listener.</summary>
    public void WarnOfNone(ErrorReport errors)
    {
        if (!Methods.Any())
        {
            errors.Warn(
                "The cluster starts without a handler and without a listener, so nothing is called for the events that it receives. Add "
                    + "handlers with AddHandler, or listeners with On, before the start.");
        }
    }

    /// <summary>Returns whether a handler or a listener names the event.</summary>
    public bool Handles(string eventName) => Methods.Any(method => method.EventName == eventName);

    /// <summary>Returns the names of the methods that need an intent.</summary>
    public IEnumerable<string> WhoNeed(GatewayIntents intent) =>
        Methods.Where(method => (method.Intents & intent) != GatewayIntents.None).Select(method => method.Name).Distinct();

    public HandlerTable ToTable() => new(calls);
}
