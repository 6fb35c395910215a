using System.ComponentModel;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>The state that the handlers of one event share, so that nothing is parsed twice. For generated code and tests.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DispatchState
{
    internal int DataLength;
    internal TimeSpan Waited;
    internal IFieldReports? Reports;
    private object? model;
    private List<object>? otherModels;

    internal readonly T? Find<T>() where T : class
    {
        var found = model as T;
        for (int i = 0; found is null && i < otherModels?.Count; i++)
        {
            found = otherModels[i] as T;
        }

        return found;
    }

    // The first model is kept: a handler that asks for a model again gets the same instance.
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
