namespace LayerKit.Images;

/// <summary>The forms an image can be written in.</summary>
public enum ImageFormat
{
    /// <summary>One tar that is an OCI layout and a docker archive at once: <c>docker load</c>, and skopeo as <c>oci-archive</c> and as <c>docker-archive</c>, read it.</summary>
    DualArchive,

    /// <summary>A tar of an OCI image layout (OCI image-spec, image-layout.md).</summary>
    OciArchive,

    /// <summary>What <c>docker load</c> has read since docker 1.10: config and layers beside a <c>manifest.json</c>.</summary>
    DockerArchive,

    /// <summary>A directory in the OCI image layout, in which other images may lie as well.</summary>
    OciLayout,
}
