using System.ComponentModel;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>What the handlers of one event share, so that nothing is parsed twice. For emitted code and tests.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DispatchState
{
    internal int DataLength;
    internal IFieldReports? Reports;
    private object? model;
    private List<object>? otherModels;

    internal readonly T? Find<T>() where T : class => model as T ?? otherModels?.OfType<T>().FirstOrDefault();

    // The first one stays the first: who has had a model gets the same one again.
    internal void Keep(object parsed)
    {
        if (model is null)
        {
            model = parsed;
        }
        else
        {
            (otherModels ??= []).Add(parsed);
        }
    }
}
