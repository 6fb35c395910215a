using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>The handlers of a cluster, and the listeners that are called after them.</summary>
internal sealed class HandlerSet
{
    private readonly List<HandlerCall> calls = [];

    /// <summary>The cluster's listeners, which can be added and removed at any time.</summary>
    public ListenerSet Listeners { get; } = new();

    /// <summary>The intents that handlers and listeners need.</summary>
    public GatewayIntents Intents
    {
        get
        {
            var sum = GatewayIntents.None;
            foreach (var method in Methods)
            {
                sum |= method.Intents;
            }

            return sum;
        }
    }

    /// <summary>The intents of each method that needs some, without repetitions.</summary>
    public IReadOnlyList<GatewayIntents> RequiredIntents
    {
        get
        {
            List<GatewayIntents> sets = [];
            foreach (var method in Methods)
            {
                if (method.Intents != GatewayIntents.None && !sets.Contains(method.Intents))
                {
                    sets.Add(method.Intents);
                }
            }

            sets.Sort();
            return sets;
        }
    }

    /// <summary>The names of the events that have handlers.</summary>
    public IReadOnlyList<string> HandledEvents => calls.ConvertAll(call => call.Method.EventName);

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

    private List<HandlerMethod> Methods
    {
        get
        {
            List<HandlerMethod> methods = [];
            foreach (var call in calls)
            {
                methods.Add(call.Method);
            }

            foreach (var listener in Listeners.Listeners)
            {
                methods.AddRange(listener.Methods);
            }

            return methods;
        }
    }

    /// <exception cref="InvalidOperationException">
    /// The same instance was added before, or it has no method, or the handler was generated for another version of the library.
    /// </exception>
    public void Add(IGatewayHandler handler)
    {
        if (calls.Exists(call => ReferenceEquals(call.Handler, handler)))
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
        foreach (var method in Methods.FindAll(method => (method.Intents & ~asked) != GatewayIntents.None))
        {
            errors.Warn(
                $"{method.Name} needs the intents {method.Intents & ~asked}, which {option} does not include: it may never be called.");
        }
    }

    /// <summary>Warns if there is neither a handler nor a listener.</summary>
    public void WarnOfNone(ErrorReport errors)
    {
        if (Methods.Count == 0)
        {
            errors.Warn(
                "The cluster starts without a handler and without a listener, so nothing is called for the events that it receives. Add "
                    + "handlers with AddHandler, or listeners with On, before the start.");
        }
    }

    /// <summary>Returns whether a handler or a listener names the event.</summary>
    public bool Handles(string eventName) => Methods.Exists(method => method.EventName == eventName);

    /// <summary>Returns the names of the methods that need an intent.</summary>
    public IReadOnlyList<string> WhoNeed(GatewayIntents intent)
    {
        List<string> names = [];
        foreach (var method in Methods)
        {
            if ((method.Intents & intent) != GatewayIntents.None && !names.Contains(method.Name))
            {
                names.Add(method.Name);
            }
        }

        return names;
    }

    public HandlerTable ToTable() => new(calls);
}
