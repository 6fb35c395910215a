using System.Collections.Immutable;
using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <summary>The body of a request: a model, or a list of models. It is written to UTF-8 when the request is sent.</summary>
public readonly struct RestBody
{
    private readonly object? value;
    private readonly Action<Utf8JsonWriter, object>? write;

    private RestBody(object value, Action<Utf8JsonWriter, object> write)
    {
        this.value = value;
        this.write = write;
    }

    /// <summary>Whether there is no body.</summary>
    public bool IsEmpty => write is null;

    /// <summary>The model as it was passed; null if there is no body or it is a list.</summary>
    internal object? Model => value;

    /// <summary>Creates a body from a model.</summary>
    /// <typeparam name="T">The model.</typeparam>
    public static RestBody Of<T>(T model) where T : class, IGatewayModel<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        return new RestBody(model, ModelBody<T>.Write);
    }

    /// <summary>Creates a body from an optional model: no body if it is null.</summary>
    /// <typeparam name="T">The model.</typeparam>
    public static RestBody OfOptional<T>(T? model) where T : class, IGatewayModel<T> => model is null ? default : Of(model);

    /// <summary>Creates a body from a list of models.</summary>
    /// <typeparam name="T">The model.</typeparam>
    public static RestBody OfList<T>(ImmutableArray<T> models) where T : class, IGatewayModel<T> =>
        new(models.IsDefault ? ImmutableArray<T>.Empty : models, ModelBody<T>.WriteList);

    internal void WriteTo(Utf8JsonWriter writer) => write?.Invoke(writer, value!);

    private static class ModelBody<T> where T : class, IGatewayModel<T>
    {
        public static readonly Action<Utf8JsonWriter, object> Write = static (writer, model) => T.Write(writer, (T)model);

        public static readonly Action<Utf8JsonWriter, object> WriteList = static (writer, models) =>
        {
            writer.WriteStartArray();
            foreach (var model in (ImmutableArray<T>)models)
            {
                T.Write(writer, model);
            }

            writer.WriteEndArray();
        };
    }
}
