namespace LayerKit.MSBuild.Items;

/// <summary>A file that is listed by itself.</summary>
/// <param name="FullPath">Where it is.</param>
/// <param name="RelativePath">Where it goes below the layer's target path, with <c>/</c>.</param>
internal readonly record struct SourceFile(string FullPath, string RelativePath);
