using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Lets a type of the user's, in the user's own context, have properties that are an <see cref="Optional{T}"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OptionalConverterFactory : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => typeof(IOptional).IsAssignableFrom(typeToConvert);

    // MakeGenericType has no native code to find for a struct as the argument. An instance of the type brings its own, and is always
    // compiled: the metadata that asks for the converter boxes one.
    /// <inheritdoc/>
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "An Optional<T> is a struct: there is no constructor to keep.")]
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        ((IOptional)RuntimeHelpers.GetUninitializedObject(typeToConvert)).CreateConverter();
}
