using System.ComponentModel;

namespace Spectacles.Gateway.Dispatching;

/// <summary>What the handlers of one event share, so that nothing is parsed twice. For emitted code and tests.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DispatchState
{
    internal object? Model;
    internal int DataLength;
    internal IAbsentFields? Absent;
}
