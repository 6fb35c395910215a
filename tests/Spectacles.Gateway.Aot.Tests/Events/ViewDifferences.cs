using System.Text;
using System.Text.Json.Nodes;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>Where a view and a model do not say the same. The emitted comparison calls it for every property.</summary>
internal sealed class ViewDifferences
{
    public List<string> All { get; } = [];

    public int Compared { get; private set; }

    public RecordedFields OfModel { get; } = new();

    public RecordedFields OfView { get; } = new();

    /// <summary>Reads a model as a dispatch does, and records what does not fit.</summary>
    public T Model<T>(byte[] json) where T : IGatewayModel<T>
    {
        var reader = new PayloadReader(json, 0, OfModel);
        try
        {
            return T.Read(ref reader);
        }
        catch (Exception exception) when (ModelPath.IsMismatch(exception))
        {
            throw ModelPath.Locate(exception, "$", json, reader.Position);
        }
    }

    /// <summary>Makes a view as a dispatch does, and records what does not fit.</summary>
    public T View<T>(byte[] json) where T : IGatewayView<T>, allows ref struct => T.Over(new PayloadText(json, OfView), 0, 0);

    public void Equal<T>(string path, T view, T model)
    {
        Compared++;
        if (!EqualityComparer<T>.Default.Equals(view, model))
        {
            All.Add($"{path}: {view} of the view is {model} of the model");
        }
    }

    public void Text(string path, TextView view, string? model, bool isNullable)
    {
        string text = model ?? "";
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        byte[] copy = new byte[utf8.Length];
        Equal(path, view.ToString(), text);
        Equal($"{path}.IsEmpty", view.IsEmpty, text.Length == 0);
        Equal(
            $"{path}.Equals",
            (view.Equals(utf8), view.Equals(text), view.StartsWith(utf8.AsSpan(0, utf8.Length / 2)), view.Equals("no such text"u8)),
            (true, true, true, false));
        Equal(
            $"{path}.TryCopyTo",
            (view.TryCopyTo(copy, out int written), written, Encoding.UTF8.GetString(copy)),
            (true, utf8.Length, text));
        char[] characters = new char[text.Length];
        Equal(
            $"{path}.TryCopyTo characters",
            (view.TryCopyTo(characters, out int length), length, new string(characters)),
            (true, text.Length, text));
        Equal($"{path}.MaxLength", view.MaxLength >= utf8.Length, true);
        if (isNullable)
        {
            Equal($"{path}.HasValue", view.HasValue, model is not null);
        }
    }

    public void Json(string path, JsonView view, JsonText model)
    {
        Equal(path, view.ToJsonText(), model);
        Equal($"{path}.HasValue", view.HasValue, !model.IsNull);
        Equal($"{path}.ToString()", view.ToString(), Encoding.UTF8.GetString(view.Utf8));
        Equal(
            $"{path}.Utf8", view.IsPresent ? JsonNode.Parse(view.Utf8)?.ToJsonString() : null, JsonNode.Parse(model.Utf8)?.ToJsonString());
    }

    public void Scalar(string path, ScalarView view, Scalar model)
    {
        Equal(path, view.ToScalar(), model);
        Equal(
            $"{path}.Kind",
            (view.Kind, view.AsDouble, view.AsInt64, view.AsBoolean, view.ToString()),
            (model.Kind, model.AsDouble, model.AsInt64, model.AsBoolean, model.ToString()));
        Text($"{path}.AsString", view.AsString, model.AsString, isNullable: true);
    }
}
