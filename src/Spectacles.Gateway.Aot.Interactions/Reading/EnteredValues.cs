using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads what a user selected in a menu, or entered in the fields of a modal. For generated code.</summary>
/// <remarks>https://discord.com/developers/docs/components/reference</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EnteredValues
{
    /// <summary>Reads the text or the id of an option.</summary>
    /// <exception cref="OptionException">The value does not fit.</exception>
    public static T Read<T, TValue>(TextView text, ReadOnlySpan<byte> name, in InteractionRequest request)
        where TValue : IEnteredValue<T> =>
        TValue.Read(text, name, in request);

    /// <summary>Reads the text of an option; null if the user has not finished it.</summary>
    public static T? ReadOrNull<T, TText>(TextView text)
        where T : struct
        where TText : ITextValue<T> =>
        ParsedValue<T, TText>.TryRead(text, out var value) ? value : null;

    /// <summary>Reads the only value that was selected in the menu of a message. Returns false if there is none.</summary>
    /// <exception cref="OptionException">The value does not fit.</exception>
    public static bool TryReadSelected<T, TValue>(
        in InteractionRequest request, ReadOnlySpan<byte> name, [MaybeNullWhen(false)] out T value)
        where TValue : IEnteredValue<T> =>
        TryReadFirst<T, TValue>(request.Data.Values, in request, name, out value);

    /// <summary>Reads the values that were selected in the menu of a message.</summary>
    /// <exception cref="OptionException">A value does not fit.</exception>
    public static ImmutableArray<T> ReadAllSelected<T, TValue>(in InteractionRequest request, ReadOnlySpan<byte> name)
        where TValue : IEnteredValue<T> =>
        ReadAll<T, TValue>(request.Data.Values, in request, name);

    /// <summary>Reads the value of a field. Returns false if the user left it empty.</summary>
    /// <exception cref="OptionException">The value does not fit.</exception>
    public static bool TryReadField<T, TValue>(in InteractionRequest request, ReadOnlySpan<byte> name, [MaybeNullWhen(false)] out T value)
        where TValue : IEnteredValue<T>
    {
        var field = FindField(request.Data.Components, name);
        if (field.Values.IsPresent)
        {
            return TryReadFirst<T, TValue>(field.Values, in request, name, out value);
        }

        var text = field.Value.AsString;
        value = text.IsEmpty ? default : TValue.Read(text, name, in request);
        return !text.IsEmpty;
    }

    /// <summary>Reads the values of a field.</summary>
    /// <exception cref="OptionException">A value does not fit.</exception>
    public static ImmutableArray<T> ReadFields<T, TValue>(in InteractionRequest request, ReadOnlySpan<byte> name)
        where TValue : IEnteredValue<T> =>
        ReadAll<T, TValue>(FindField(request.Data.Components, name).Values, in request, name);

    /// <summary>Whether a checkbox was checked.</summary>
    public static bool IsChecked(in InteractionRequest request, ReadOnlySpan<byte> name) =>
        FindField(request.Data.Components, name).Value.AsBoolean == true;

    private static bool TryReadFirst<T, TValue>(
        ListView<TextView> values, in InteractionRequest request, ReadOnlySpan<byte> name, [MaybeNullWhen(false)] out T value)
        where TValue : IEnteredValue<T>
    {
        foreach (var text in values)
        {
            value = TValue.Read(text, name, in request);
            return true;
        }

        value = default;
        return false;
    }

    private static ImmutableArray<T> ReadAll<T, TValue>(
        ListView<TextView> values, in InteractionRequest request, ReadOnlySpan<byte> name)
        where TValue : IEnteredValue<T>
    {
        var all = ImmutableArray.CreateBuilder<T>(values.Count());
        foreach (var text in values)
        {
            all.Add(TValue.Read(text, name, in request));
        }

        return all.DrainToImmutable();
    }

    // A field is in a label, or, in older modals, in an action row.
    private static SubmittedComponent.View FindField(ListView<SubmittedComponent.View> components, ReadOnlySpan<byte> name)
    {
        foreach (var component in components)
        {
            var found = component.CustomId.Equals(name) ? component : FindField(component.Component, name);
            found = found.HasValue ? found : FindField(component.Components, name);
            if (found.HasValue)
            {
                return found;
            }
        }

        return default;
    }

    private static SubmittedComponent.View FindField(SubmittedComponent.View component, ReadOnlySpan<byte> name) =>
        component.HasValue && component.CustomId.Equals(name) ? component : default;
}
