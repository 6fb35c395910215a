using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Metadata for System.Text.Json, for emitted contexts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelMetadata
{
    /// <summary>Metadata of a model: all of it is the converter.</summary>
    public static JsonTypeInfo<T> Create<T>(JsonSerializerOptions options) where T : IGatewayModel<T>
    {
        var info = JsonMetadataServices.CreateValueInfo<T>(options, new GatewayModelConverter<T>());
        info.OriginatingResolver = options.TypeInfoResolver;
        return info;
    }
}
