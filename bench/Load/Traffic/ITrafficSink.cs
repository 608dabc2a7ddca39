using CmsOrchestrator.Load.Bridges;

namespace CmsOrchestrator.Load.Traffic;

/// <summary>Where the messages of a conference go: each kind on the subscription that it belongs to.</summary>
internal interface ITrafficSink
{
    void ToRoster(FrameTemplate template, FrameValues values);

    void ToCallList(FrameTemplate template, FrameValues values);

    void ToCallInfo(FrameTemplate template, FrameValues values);
}
