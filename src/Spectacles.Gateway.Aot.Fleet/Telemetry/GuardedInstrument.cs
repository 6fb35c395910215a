namespace Spectacles.Gateway.Fleet;

/// <summary>An instrument whose listeners may throw: see <see cref="ListenerGuard"/>.</summary>
/// <typeparam name="T">The type of its values.</typeparam>
internal sealed class GuardedInstrument<T>
{
    private readonly Action<T>? measure;

    /// <param name="create">
    /// Creates the instrument and returns what adds a value to it. Listeners are told of a new instrument; if one throws then, the
    /// instrument measures nothing.
    /// </param>
    public GuardedInstrument(Func<Action<T>> create)
    {
        Action<T>? created = null;
        ListenerGuard.Call(create, it => created = it());
        measure = created;
    }

    /// <summary>Adds a value.</summary>
    public void Add(T value)
    {
        if (measure is not null)
        {
            ListenerGuard.Call((measure, value), static it => it.measure(it.value));
        }
    }
}
