<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Core</name>
    <message>
        <source>The life of a worker</source>
        <translation>工作进程的一生</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>A child process computes, sleeps, computes and ends with an exit code. Its parent may wait for it, be late, or leave first.</source>
        <translation>子进程计算、睡眠、再计算，然后带退出码结束。父进程可能等待它、迟到，或者先行离开。</translation>
    </message>
    <message>
        <source>Parent joins its child</source>
        <translation>父进程等待子进程</translation>
    </message>
    <message>
        <source>Parent is late</source>
        <translation>父进程迟到</translation>
    </message>
    <message>
        <source>Parent leaves first</source>
        <translation>父进程先离开</translation>
    </message>
    <message>
        <source>Child in the background</source>
        <translation>后台子进程</translation>
    </message>
    <message>
        <source>Length of each part of the work</source>
        <translation>每段工作的时长</translation>
    </message>
    <message>
        <source>Start by spawn instead of fork</source>
        <translation>用 spawn 代替 fork 启动</translation>
    </message>
    <message>
        <source>Shared counter</source>
        <translation>共享计数器</translation>
    </message>
    <message>
        <source>Locks</source>
        <translation>锁</translation>
    </message>
    <message>
        <source>Workers add to one shared counter: load, add, store. Without a lock, one overwrites the other's addition.</source>
        <translation>多个工作者对同一个计数器做加法：读取、相加、写回。没有锁时，一个会覆盖另一个的结果。</translation>
    </message>
    <message>
        <source>With a lock</source>
        <translation>有锁</translation>
    </message>
    <message>
        <source>Without a lock</source>
        <translation>无锁</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>工作者</translation>
    </message>
    <message>
        <source>Additions of each worker</source>
        <translation>每个工作者的加法次数</translation>
    </message>
    <message>
        <source>Nap between load and store, ten times a worker</source>
        <translation>读取与写回之间的小睡，每个工作者十次</translation>
    </message>
    <message>
        <source>Producers and consumers</source>
        <translation>生产者与消费者</translation>
    </message>
    <message>
        <source>Queues and messages</source>
        <translation>队列与消息</translation>
    </message>
    <message>
        <source>Producers put items into a queue of limited size, consumers get them. A sentinel tells each consumer that no more will come.</source>
        <translation>生产者把项目放入容量有限的队列，消费者取出它们。哨兵告诉每个消费者不会再有新的项目。</translation>
    </message>
    <message>
        <source>With sentinels</source>
        <translation>有哨兵</translation>
    </message>
    <message>
        <source>Without sentinels</source>
        <translation>无哨兵</translation>
    </message>
    <message>
        <source>Producers</source>
        <translation>生产者</translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation>消费者</translation>
    </message>
    <message>
        <source>Items of each producer</source>
        <translation>每个生产者的项目数</translation>
    </message>
    <message>
        <source>Places in the queue</source>
        <translation>队列容量</translation>
    </message>
    <message>
        <source>Time to make an item; using it takes twice as long</source>
        <translation>制作一个项目的时间；使用它需要两倍时间</translation>
    </message>
    <message>
        <source>Dining philosophers</source>
        <translation>哲学家就餐</translation>
    </message>
    <message>
        <source>Each philosopher needs two forks to eat, and shares each with a neighbour. If all take the left one first, all wait for ever.</source>
        <translation>每位哲学家需要两把叉子才能进餐，每把都与邻座共用。如果所有人都先拿左边的，所有人都会永远等待。</translation>
    </message>
    <message>
        <source>Left fork first</source>
        <translation>先拿左边的叉子</translation>
    </message>
    <message>
        <source>Lower number first</source>
        <translation>先拿编号小的叉子</translation>
    </message>
    <message>
        <source>Philosophers</source>
        <translation>哲学家</translation>
    </message>
    <message>
        <source>Meals of each philosopher</source>
        <translation>每位哲学家的餐数</translation>
    </message>
    <message>
        <source>Time to think, to reach for the second fork, to eat</source>
        <translation>思考、伸手拿第二把叉子、进餐的时间</translation>
    </message>
    <message>
        <source>Driver and conductor</source>
        <translation>司机与售票员</translation>
    </message>
    <message>
        <source>Signals</source>
        <translation>信号</translation>
    </message>
    <message>
        <source>A driver and a conductor, parent and child, talk by signals. At the terminus the child leaves first, then the parent.</source>
        <translation>司机与售票员是父子进程，用信号交谈。到达终点时，子进程先离开，然后是父进程。</translation>
    </message>
    <message>
        <source>A trip to the terminus</source>
        <translation>开往终点的一趟车</translation>
    </message>
    <message>
        <source>Stops to the terminus</source>
        <translation>到终点的站数</translation>
    </message>
    <message>
        <source>Time from stop to stop</source>
        <translation>站与站之间的时间</translation>
    </message>
    <message>
        <source>A passenger sends the signals</source>
        <translation>由乘客发送信号</translation>
    </message>
    <message>
        <source>Release day</source>
        <translation>发售日</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>条件变量</translation>
    </message>
    <message>
        <source>Consumers wait on a condition for the release, the producer notifies them all. A notify that comes before the wait is lost.</source>
        <translation>消费者在条件变量上等待发售，生产者通知所有人。早于等待的通知会丢失。</translation>
    </message>
    <message>
        <source>Consumers look before they wait</source>
        <translation>消费者先检查再等待</translation>
    </message>
    <message>
        <source>Notify before the wait</source>
        <translation>先通知后等待</translation>
    </message>
    <message>
        <source>Time until the release, or on the way to the shop</source>
        <translation>距离发售的时间，或去商店路上的时间</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>Unborn</source>
        <translation>未创建</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>阻塞</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Zombie</source>
        <translation>僵尸</translation>
    </message>
    <message>
        <source>Terminated</source>
        <translation>终止</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>内核</translation>
    </message>
    <message>
        <source>instrumented</source>
        <translation>插桩</translation>
    </message>
    <message>
        <source>parked by Lockstep</source>
        <translation>由 Lockstep 暂留</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>正常完成</translation>
    </message>
    <message>
        <source>Deadlock</source>
        <translation>死锁</translation>
    </message>
    <message>
        <source>Hang</source>
        <translation>挂起</translation>
    </message>
    <message>
        <source>Lost update</source>
        <translation>丢失更新</translation>
    </message>
    <message>
        <source>Lost wake-up</source>
        <translation>丢失唤醒</translation>
    </message>
    <message>
        <source>Race</source>
        <translation>竞争</translation>
    </message>
    <message>
        <source>Crashed</source>
        <translation>崩溃</translation>
    </message>
    <message>
        <source>Stopped early</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>互斥锁</translation>
    </message>
    <message>
        <source>RLock</source>
        <translation>可重入锁</translation>
    </message>
    <message>
        <source>Semaphore</source>
        <translation>信号量</translation>
    </message>
    <message>
        <source>Bounded semaphore</source>
        <translation>有界信号量</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件标志</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件变量</translation>
    </message>
    <message>
        <source>Barrier</source>
        <translation>屏障</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Shared value</source>
        <translation>共享值</translation>
    </message>
</context>
<context>
    <name>Recordings</name>
    <message>
        <source>%1 will not open: %2</source>
        <translation>无法打开 %1：%2</translation>
    </message>
    <message>
        <source>%1 is damaged: %2</source>
        <translation>%1 已损坏：%2</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Run the chosen scenario, or go on to the live edge</source>
        <translation>运行所选场景，或跳到实时位置</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>停止运行</translation>
    </message>
    <message>
        <source>Run again with the same settings</source>
        <translation>用相同设置再次运行</translation>
    </message>
    <message>
        <source>Play or pause the view</source>
        <translation>播放或暂停画面</translation>
    </message>
    <message>
        <source>Go to the start</source>
        <translation>回到开始</translation>
    </message>
    <message>
        <source>Go to the end or the live edge</source>
        <translation>跳到结尾或实时位置</translation>
    </message>
    <message>
        <source>Back by one event</source>
        <translation>后退一个事件</translation>
    </message>
    <message>
        <source>Forward by one event</source>
        <translation>前进一个事件</translation>
    </message>
    <message>
        <source>Previous event of the selected task</source>
        <translation>所选任务的上一个事件</translation>
    </message>
    <message>
        <source>Next event of the selected task</source>
        <translation>所选任务的下一个事件</translation>
    </message>
    <message>
        <source>Previous wake</source>
        <translation>上一次唤醒</translation>
    </message>
    <message>
        <source>Next wake</source>
        <translation>下一次唤醒</translation>
    </message>
    <message>
        <source>Select the task with that number</source>
        <translation>选择该编号的任务</translation>
    </message>
    <message>
        <source>Why is the selected task as it is?</source>
        <translation>所选任务为什么是这个状态？</translation>
    </message>
    <message>
        <source>Show the cycle of a deadlock</source>
        <translation>显示死锁的环</translation>
    </message>
    <message>
        <source>Zoom in; Shift: four times as much</source>
        <translation>放大；加 Shift 为四倍</translation>
    </message>
    <message>
        <source>Zoom out; Shift: four times as much</source>
        <translation>缩小；加 Shift 为四倍</translation>
    </message>
    <message>
        <source>Pan left; Shift: four times as far</source>
        <translation>向左平移；加 Shift 为四倍</translation>
    </message>
    <message>
        <source>Pan right; Shift: four times as far</source>
        <translation>向右平移；加 Shift 为四倍</translation>
    </message>
    <message>
        <source>Fit the whole run</source>
        <translation>显示整个运行</translation>
    </message>
    <message>
        <source>Find a scenario</source>
        <translation>查找场景</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>打开记录</translation>
    </message>
    <message>
        <source>Save the recording</source>
        <translation>保存记录</translation>
    </message>
    <message>
        <source>Show the table of events</source>
        <translation>显示事件表</translation>
    </message>
    <message>
        <source>Fold or show the scenarios</source>
        <translation>折叠或显示场景列表</translation>
    </message>
    <message>
        <source>Fold or show the stage</source>
        <translation>折叠或显示舞台</translation>
    </message>
    <message>
        <source>Fold or show the timeline</source>
        <translation>折叠或显示时间线</translation>
    </message>
    <message>
        <source>Fold or show the code</source>
        <translation>折叠或显示代码</translation>
    </message>
    <message>
        <source>Fold or show why, events and findings</source>
        <translation>折叠或显示原因、事件和发现</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一个窗格</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>上一个窗格</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>This sheet of keys</source>
        <translation>本按键表</translation>
    </message>
    <message>
        <source>Close a drawer or a message</source>
        <translation>关闭抽屉或消息</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Tasks and timeline</source>
        <translation>任务与时间线</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>what an action does (its key)</comment>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>holds %1</source>
        <translation>持有 %1</translation>
    </message>
    <message>
        <source>ended, not yet reaped</source>
        <translation>已结束，未被回收</translation>
    </message>
    <message>
        <source>ended by %1</source>
        <translation>被 %1 终止</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>ended with exit code %1</source>
        <translation>已结束，退出码 %1</translation>
    </message>
    <message>
        <source>waits for %1</source>
        <translation>等待 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>asleep outside of Lockstep's calls</source>
        <translation>在 Lockstep 的调用之外睡眠</translation>
    </message>
    <message>
        <source>1 lock</source>
        <translation>1 个互斥锁</translation>
    </message>
    <message>
        <source>%1 locks</source>
        <translation>%1 个互斥锁</translation>
    </message>
    <message>
        <source>1 rlock</source>
        <translation>1 个可重入锁</translation>
    </message>
    <message>
        <source>%1 rlocks</source>
        <translation>%1 个可重入锁</translation>
    </message>
    <message>
        <source>1 semaphore</source>
        <translation>1 个信号量</translation>
    </message>
    <message>
        <source>%1 semaphores</source>
        <translation>%1 个信号量</translation>
    </message>
    <message>
        <source>1 event</source>
        <translation>1 个事件</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 个事件</translation>
    </message>
    <message>
        <source>1 condition</source>
        <translation>1 个条件变量</translation>
    </message>
    <message>
        <source>%1 conditions</source>
        <translation>%1 个条件变量</translation>
    </message>
    <message>
        <source>1 barrier</source>
        <translation>1 个屏障</translation>
    </message>
    <message>
        <source>%1 barriers</source>
        <translation>%1 个屏障</translation>
    </message>
    <message>
        <source>1 queue</source>
        <translation>1 个队列</translation>
    </message>
    <message>
        <source>%1 queues</source>
        <translation>%1 个队列</translation>
    </message>
    <message>
        <source>1 shared value</source>
        <translation>1 个共享值</translation>
    </message>
    <message>
        <source>%1 shared values</source>
        <translation>%1 个共享值</translation>
    </message>
    <message>
        <source>its owner died</source>
        <translation>持有者已死亡</translation>
    </message>
    <message>
        <source>free</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>held %1</source>
        <translation>已持有 %1</translation>
    </message>
    <message>
        <source>not created yet</source>
        <translation>尚未创建</translation>
    </message>
    <message>
        <source>created, never scheduled</source>
        <translation>已创建，未被调度</translation>
    </message>
    <message>
        <source>stopped by a signal</source>
        <translation>被信号暂停</translation>
    </message>
    <message>
        <source>unknown: records were lost</source>
        <translation>未知：记录已丢失</translation>
    </message>
    <message>
        <source>1 permit free</source>
        <translation>1 个许可空闲</translation>
    </message>
    <message>
        <source>%1 permits free</source>
        <translation>%1 个许可空闲</translation>
    </message>
    <message>
        <source>set</source>
        <translation>已置位</translation>
    </message>
    <message>
        <source>cleared</source>
        <translation>已清除</translation>
    </message>
    <message>
        <source>room empty</source>
        <translation>等待室为空</translation>
    </message>
    <message>
        <source>%1 in the room</source>
        <translation>等待室中有 %1 个</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>%1 of %2 are here</source>
        <translation>已到 %1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1, no limit</source>
        <translation>%1，无上限</translation>
    </message>
    <message>
        <source>%1 updates lost</source>
        <translation>丢失 %1 次更新</translation>
    </message>
    <message>
        <source>stored once</source>
        <translation>已存储 1 次</translation>
    </message>
    <message>
        <source>stored %1 times</source>
        <translation>已存储 %1 次</translation>
    </message>
    <message>
        <source>1 thread</source>
        <translation>1 个线程</translation>
    </message>
    <message>
        <source>%1 threads</source>
        <translation>%1 个线程</translation>
    </message>
    <message>
        <source>%1 processes</source>
        <translation>%1 个进程</translation>
    </message>
    <message>
        <source>one process (PID %1)</source>
        <translation>一个进程（PID %1）</translation>
    </message>
    <message>
        <source>one process</source>
        <translation>一个进程</translation>
    </message>
    <message>
        <source>%1 (%2), %3
evidence: %4</source>
        <translation>%1（%2），%3
证据：%4</translation>
    </message>
    <message>
        <source>held by %1</source>
        <translation>由 %1 持有</translation>
    </message>
    <message>
        <source>waiting: %1</source>
        <translation>等待者：%1</translation>
    </message>
    <message>
        <source>items: %1</source>
        <translation>项目：%1</translation>
    </message>
    <message>
        <source>value: %1</source>
        <translation>值：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>舞台</translation>
    </message>
    <message>
        <source>waiting room</source>
        <translation>等待室</translation>
    </message>
    <message>
        <source>waits to put</source>
        <translation>等待放入</translation>
    </message>
    <message>
        <source>waits to get</source>
        <translation>等待取出</translation>
    </message>
    <message>
        <source>They wait for each other until a time runs out</source>
        <translation>它们互相等待，直到超时</translation>
    </message>
    <message>
        <source>Nobody can ever move</source>
        <translation>谁也无法再前进</translation>
    </message>
    <message>
        <source>%1 of them can never move</source>
        <translation>其中 %1 个再也无法前进</translation>
    </message>
    <message>
        <source>Pick a scenario to start.</source>
        <translation>请选择一个场景开始。</translation>
    </message>
    <message>
        <source>and %1 more: make the stage larger to see them</source>
        <translation>另有 %1 个：放大舞台即可看到</translation>
    </message>
    <message>
        <source>waits: %1</source>
        <translation>等待：%1</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message numerus="yes">
        <source>%n task(s) without room</source>
        <translation>
            <numerusform>%n 个任务没有位置显示</numerusform>
        </translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>whole run, %1</source>
        <translation>整个运行，%1</translation>
    </message>
    <message>
        <source>%1 shown of %2</source>
        <translation>显示 %1，共 %2</translation>
    </message>
    <message>
        <source>too many arrows: zoom in</source>
        <translation>箭头过多：请放大</translation>
    </message>
    <message>
        <source>too many arrows: zoom in or select a task</source>
        <translation>箭头过多：请放大或选择一个任务</translation>
    </message>
    <message>
        <source>arrows of task %1 only</source>
        <translation>只显示任务 %1 的箭头</translation>
    </message>
    <message>
        <source>CPU %1</source>
        <translation>CPU %1</translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation>整个运行</translation>
    </message>
    <message>
        <source>share of states</source>
        <translation>各状态占比</translation>
    </message>
    <message>
        <source>Lanes appear here when a scenario runs.</source>
        <translation>场景运行时，这里会出现泳道。</translation>
    </message>
    <message>
        <source>from %1, for %2</source>
        <translation>从 %1 起，持续 %2</translation>
    </message>
    <message>
        <source>evidence: %1 (%2)</source>
        <translation>证据：%1（%2）</translation>
    </message>
    <message numerus="yes">
        <source>%n interval(s)</source>
        <translation>
            <numerusform>%n 个区间</numerusform>
        </translation>
    </message>
    <message>
        <source>in %1 from %2</source>
        <translation>%1 之内，从 %2 起</translation>
    </message>
    <message>
        <source>Holds %1</source>
        <translation>持有 %1</translation>
    </message>
    <message>
        <source>its holder died with it</source>
        <translation>持有者带着它死亡</translation>
    </message>
    <message>
        <source>thread, TID %1 in PID %2</source>
        <translation>线程，TID %1，属于 PID %2</translation>
    </message>
    <message>
        <source>process, PID %1</source>
        <translation>进程，PID %1</translation>
    </message>
    <message>
        <source>click the arrow to unfold</source>
        <translation>点击箭头展开</translation>
    </message>
    <message>
        <source>click the arrow to fold</source>
        <translation>点击箭头折叠</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1, all tasks</source>
        <translation>%1，所有任务</translation>
    </message>
    <message>
        <source>live edge</source>
        <translation>实时位置</translation>
    </message>
    <message>
        <source>One lane for each task; its states over time.</source>
        <translation>每个任务一条泳道，显示它随时间变化的状态。</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{task} waits for {resource}, held by {holder}</source>
        <translation>{task} 等待 {resource}，由 {holder} 持有</translation>
    </message>
    <message>
        <source>{task} waits for {resource}, which it holds itself</source>
        <translation>{task} 等待它自己持有的 {resource}</translation>
    </message>
    <message>
        <source>{task} waits for {resource}, held by {holder}, which has ended</source>
        <translation>{task} 等待 {resource}，由已结束的 {holder} 持有</translation>
    </message>
    <message>
        <source>{task} waits for a permit of {resource}, taken by {holder}</source>
        <translation>{task} 等待 {resource} 的许可，已被 {holder} 取走</translation>
    </message>
    <message>
        <source>{task} waits for a permit of {resource}</source>
        <translation>{task} 等待 {resource} 的许可</translation>
    </message>
    <message>
        <source>{task} waits for {resource}</source>
        <translation>{task} 等待 {resource}</translation>
    </message>
    <message>
        <source>{task} waits in wait() on {resource} to be notified</source>
        <translation>{task} 在 {resource} 的 wait() 中等待通知</translation>
    </message>
    <message>
        <source>{task} waits for {resource} to be set</source>
        <translation>{task} 等待 {resource} 置位</translation>
    </message>
    <message>
        <source>{task} waits at {resource} for the others</source>
        <translation>{task} 在 {resource} 处等待其他任务</translation>
    </message>
    <message>
        <source>{task} waits in put() on {resource}, which is full</source>
        <translation>{task} 在 put() 中等待，{resource} 已满</translation>
    </message>
    <message>
        <source>{task} waits in get() on {resource}, which is empty</source>
        <translation>{task} 在 get() 中等待，{resource} 为空</translation>
    </message>
    <message>
        <source>{task} waits for {holder} to end</source>
        <translation>{task} 等待 {holder} 结束</translation>
    </message>
    <message>
        <source>{task} waits for a signal</source>
        <translation>{task} 等待信号</translation>
    </message>
    <message>
        <source>{task} waits outside Lockstep's operations</source>
        <translation>{task} 在 Lockstep 的操作之外等待</translation>
    </message>
    <message>
        <source>{task} waits in {operation}()</source>
        <translation>{task} 在 {operation}() 中等待</translation>
    </message>
    <message>
        <source>{task} has waited {since} for {resource}, held by {holder}</source>
        <translation>{task} 已等待 {resource} {since}，由 {holder} 持有</translation>
    </message>
    <message>
        <source>{task} has waited {since} for {resource}, which it holds itself</source>
        <translation>{task} 已等待它自己持有的 {resource} {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} for {resource}, held by {holder}, which has ended</source>
        <translation>{task} 已等待 {resource} {since}，由已结束的 {holder} 持有</translation>
    </message>
    <message>
        <source>{task} has waited {since} for a permit of {resource}, taken by {holder}</source>
        <translation>{task} 已等待 {resource} 的许可 {since}，已被 {holder} 取走</translation>
    </message>
    <message>
        <source>{task} has waited {since} for a permit of {resource}</source>
        <translation>{task} 已等待 {resource} 的许可 {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} for {resource}</source>
        <translation>{task} 已等待 {resource} {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} in wait() on {resource} to be notified</source>
        <translation>{task} 已在 {resource} 的 wait() 中等待通知 {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} for {resource} to be set</source>
        <translation>{task} 已等待 {resource} 置位 {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} at {resource} for the others</source>
        <translation>{task} 已在 {resource} 处等待其他任务 {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} in put() on {resource}, which is full</source>
        <translation>{task} 已在 put() 中等待 {since}，{resource} 已满</translation>
    </message>
    <message>
        <source>{task} has waited {since} in get() on {resource}, which is empty</source>
        <translation>{task} 已在 get() 中等待 {since}，{resource} 为空</translation>
    </message>
    <message>
        <source>{task} has waited {since} for {holder} to end</source>
        <translation>{task} 已等待 {holder} 结束 {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} for a signal</source>
        <translation>{task} 已等待信号 {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} outside Lockstep's operations</source>
        <translation>{task} 已在 Lockstep 的操作之外等待 {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} in {operation}()</source>
        <translation>{task} 已在 {operation}() 中等待 {since}</translation>
    </message>
    <message>
        <source>blocked: waits for {resource}, held by {holder} since {held}</source>
        <translation>阻塞：等待 {resource}，由 {holder} 持有，已 {held}</translation>
    </message>
    <message>
        <source>blocked: waits for {resource}, which it holds itself</source>
        <translation>阻塞：等待它自己持有的 {resource}</translation>
    </message>
    <message>
        <source>blocked: waits for {resource}, held by {holder}, which has ended</source>
        <translation>阻塞：等待 {resource}，由已结束的 {holder} 持有</translation>
    </message>
    <message>
        <source>blocked: waits for a permit of {resource}, taken by {holder}</source>
        <translation>阻塞：等待 {resource} 的许可，已被 {holder} 取走</translation>
    </message>
    <message>
        <source>blocked: waits for a permit of {resource}</source>
        <translation>阻塞：等待 {resource} 的许可</translation>
    </message>
    <message>
        <source>blocked: waits for {resource}</source>
        <translation>阻塞：等待 {resource}</translation>
    </message>
    <message>
        <source>blocked: waits in wait() on {resource} to be notified</source>
        <translation>阻塞：在 {resource} 的 wait() 中等待通知</translation>
    </message>
    <message>
        <source>blocked: waits for {resource} to be set</source>
        <translation>阻塞：等待 {resource} 置位</translation>
    </message>
    <message>
        <source>blocked: waits at {resource} for the others</source>
        <translation>阻塞：在 {resource} 处等待其他任务</translation>
    </message>
    <message>
        <source>blocked: waits in put() on {resource}, which is full</source>
        <translation>阻塞：在 put() 中等待，{resource} 已满</translation>
    </message>
    <message>
        <source>blocked: waits in get() on {resource}, which is empty</source>
        <translation>阻塞：在 get() 中等待，{resource} 为空</translation>
    </message>
    <message>
        <source>blocked: waits for {holder} to end</source>
        <translation>阻塞：等待 {holder} 结束</translation>
    </message>
    <message>
        <source>blocked: waits for a signal</source>
        <translation>阻塞：等待信号</translation>
    </message>
    <message>
        <source>blocked: waits outside Lockstep's operations</source>
        <translation>阻塞：在 Lockstep 的操作之外等待</translation>
    </message>
    <message>
        <source>blocked: waits in {operation}()</source>
        <translation>阻塞：在 {operation}() 中等待</translation>
    </message>
    <message>
        <source>{task} waits for {resource}, held by {holder} since {held}</source>
        <translation>{task} 等待 {resource}，由 {holder} 持有，已 {held}</translation>
    </message>
    <message>
        <source>{first}, {next}</source>
        <translation>{first}，{next}</translation>
    </message>
    <message>
        <source>{sentence}, at {place}</source>
        <translation>{sentence}，位于 {place}</translation>
    </message>
    <message>
        <source>{first}; {next}</source>
        <translation>{first}；{next}</translation>
    </message>
    <message>
        <source>{waits}; and {count} more</source>
        <translation>{waits}；另有 {count} 个</translation>
    </message>
    <message>
        <source>blocked: sleeps</source>
        <translation>阻塞：睡眠</translation>
    </message>
    <message>
        <source>blocked: sleeps {time}</source>
        <translation>阻塞：睡眠 {time}</translation>
    </message>
    <message>
        <source>blocked: waits until Lockstep has read its events</source>
        <translation>阻塞：等待 Lockstep 读取它的事件</translation>
    </message>
    <message>
        <source>{sentence}, with a timeout</source>
        <translation>{sentence}，有超时</translation>
    </message>
    <message>
        <source>zombie: ended by {signal}, not yet reaped</source>
        <translation>僵尸：被 {signal} 终止，未被回收</translation>
    </message>
    <message>
        <source>terminated: ended by {signal}</source>
        <translation>终止：被 {signal} 终止</translation>
    </message>
    <message>
        <source>zombie: ended, not yet reaped</source>
        <translation>僵尸：已结束，未被回收</translation>
    </message>
    <message>
        <source>terminated</source>
        <translation>终止</translation>
    </message>
    <message>
        <source>zombie: ended with exit code {code}, not yet reaped</source>
        <translation>僵尸：已结束，退出码 {code}，未被回收</translation>
    </message>
    <message>
        <source>terminated: ended with exit code {code}</source>
        <translation>终止：退出码 {code}</translation>
    </message>
    <message>
        <source>crashed: {task} could not start its program: {error}</source>
        <translation>崩溃：{task} 无法启动它的程序：{error}</translation>
    </message>
    <message>
        <source>crashed: {task} was aborted</source>
        <translation>崩溃：{task} 异常中止</translation>
    </message>
    <message>
        <source>crashed: {task} was ended by {signal}</source>
        <translation>崩溃：{task} 被 {signal} 终止</translation>
    </message>
    <message>
        <source>lost update: {task} overwrites a newer value of {resource}</source>
        <translation>丢失更新：{task} 覆盖了 {resource} 的新值</translation>
    </message>
    <message>
        <source>lost update: {count} newer values of {resource} were overwritten, the last by {task}</source>
        <translation>丢失更新：{resource} 的 {count} 个新值被覆盖，最后一次由 {task} 造成</translation>
    </message>
    <message>
        <source>zombie: {task} has ended, but {peer} reaps it only {time} later</source>
        <translation>僵尸：{task} 已结束，{peer} 在 {time} 之后才回收它</translation>
    </message>
    <message>
        <source>zombie: {task} has ended, but {peer} never reaps it</source>
        <translation>僵尸：{task} 已结束，{peer} 一直没有回收它</translation>
    </message>
    <message>
        <source>orphan: {task} lives {time} longer than its parent {peer}</source>
        <translation>孤儿：{task} 比父进程 {peer} 多存活 {time}</translation>
    </message>
    <message>
        <source>orphan: {task} outlives its parent {peer}</source>
        <translation>孤儿：{task} 比父进程 {peer} 活得更久</translation>
    </message>
    <message>
        <source>ready: woken by {task}, has no CPU</source>
        <translation>就绪：被 {task} 唤醒，没有 CPU</translation>
    </message>
    <message>
        <source>running on CPU {cpu}</source>
        <translation>运行：在 CPU {cpu} 上</translation>
    </message>
    <message>
        <source>deadlock: {waits}</source>
        <translation>死锁：{waits}</translation>
    </message>
    <message>
        <source>deadlock: {waits}; broken by a death after {time}</source>
        <translation>死锁：{waits}；{time} 后因一个任务死亡而解开</translation>
    </message>
    <message>
        <source>hang: {waits}</source>
        <translation>挂起：{waits}</translation>
    </message>
    <message>
        <source>{task} sets {resource} too early, and it is cleared before the wait</source>
        <translation>{task} 过早置位 {resource}，在等待之前又被清除</translation>
    </message>
    <message>
        <source>{task} notifies {resource} too early</source>
        <translation>{task} 过早通知 {resource}</translation>
    </message>
    <message>
        <source>lost wake-up: {call}; {waits}</source>
        <translation>丢失唤醒：{call}；{waits}</translation>
    </message>
    <message>
        <source>abandoned lock: {task} ended while it held {resource}</source>
        <translation>被遗弃的锁：{task} 在持有 {resource} 时结束</translation>
    </message>
    <message>
        <source>time limit: tasks could still run after {time}</source>
        <translation>时限：{time} 之后仍有任务可以运行</translation>
    </message>
    <message>
        <source>lost events: 1 record is missing</source>
        <translation>丢失事件：缺少 1 条记录</translation>
    </message>
    <message>
        <source>lost events: {count} records are missing</source>
        <translation>丢失事件：缺少 {count} 条记录</translation>
    </message>
    <message>
        <source>says: {text}</source>
        <translation>说：{text}</translation>
    </message>
    <message>
        <source>now: {text}</source>
        <translation>现在：{text}</translation>
    </message>
    <message>
        <source>{call} must wait</source>
        <translation>{call} 必须等待</translation>
    </message>
    <message>
        <source>{call} ends: {outcome}</source>
        <translation>{call} 结束：{outcome}</translation>
    </message>
    <message>
        <source>{call} gives {answer}</source>
        <translation>{call} 得到 {answer}</translation>
    </message>
    <message>
        <source>{call} done</source>
        <translation>{call} 完成</translation>
    </message>
    <message>
        <source>ready, woken by {task}</source>
        <translation>就绪，被 {task} 唤醒</translation>
    </message>
    <message>
        <source>running or ready</source>
        <translation>运行或就绪</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>blocked in join of {task}</source>
        <translation>阻塞于等待 {task} 结束的 join</translation>
    </message>
    <message>
        <source>blocked in {operation}</source>
        <translation>阻塞于 {operation}</translation>
    </message>
    <message>
        <source>blocked in {operation} of {resource}</source>
        <translation>阻塞于 {resource} 的 {operation}</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::CodePane</name>
    <message>
        <source>line each task is on</source>
        <translation>每个任务所在的行</translation>
    </message>
    <message>
        <source>Source of the scenario</source>
        <translation>场景的源代码</translation>
    </message>
    <message>
        <source>Lines that tasks are on</source>
        <translation>任务所在的行</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::EventModel</name>
    <message>
        <source>asks</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>阻塞</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Time, ms</source>
        <translation>时间，ms</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>资源</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::EventTable</name>
    <message>
        <source>All tasks</source>
        <translation>所有任务</translation>
    </message>
    <message>
        <source>All resources</source>
        <translation>所有资源</translation>
    </message>
    <message>
        <source>All operations</source>
        <translation>所有操作</translation>
    </message>
    <message>
        <source>Show events of task</source>
        <translation>只显示该任务的事件</translation>
    </message>
    <message>
        <source>Show events of resource</source>
        <translation>只显示该资源的事件</translation>
    </message>
    <message>
        <source>Show events of operation</source>
        <translation>只显示该操作的事件</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>%1 of %2 events</source>
        <translation>%1 / %2 个事件</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 个事件</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::FindingsList</name>
    <message>
        <source>No run yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Possible: %1</source>
        <translation>可能：%1</translation>
    </message>
    <message>
        <source>Go to the instant when it came true</source>
        <translation>跳到它发生的时刻</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::KeysSheet</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::LiveRun</name>
    <message>
        <source>The run has ended.</source>
        <translation>运行已结束。</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::MainWindow</name>
    <message>
        <source>Open recording ...</source>
        <translation>打开记录……</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>清除列表</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 - Lockstep</source>
        <translation>%1 - Lockstep</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>No tasks wait for each other in a ring here.</source>
        <translation>此刻没有任务互相等待成环。</translation>
    </message>
    <message>
        <source>Show the cycle</source>
        <translation>显示环</translation>
    </message>
    <message>
        <source>Show the instant</source>
        <translation>显示该时刻</translation>
    </message>
    <message>
        <source>Open recording</source>
        <translation>打开记录</translation>
    </message>
    <message>
        <source>Lockstep recordings (*.lockstep);;All files (*)</source>
        <translation>Lockstep 记录 (*.lockstep);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open up to %1</source>
        <translation>打开到 %1 为止</translation>
    </message>
    <message>
        <source>Save the recording</source>
        <translation>保存记录</translation>
    </message>
    <message>
        <source>Lockstep recordings (*.lockstep)</source>
        <translation>Lockstep 记录 (*.lockstep)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
    <message>
        <source>A run is going on.</source>
        <translation>有一个运行正在进行。</translation>
    </message>
    <message>
        <source>Its processes: %1.</source>
        <translation>它的进程：%1。</translation>
    </message>
    <message>
        <source>End 1 process</source>
        <translation>结束 1 个进程</translation>
    </message>
    <message>
        <source>End %1 processes</source>
        <translation>结束 %1 个进程</translation>
    </message>
    <message>
        <source>Keep window open</source>
        <translation>保持窗口打开</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::MessageBar</name>
    <message>
        <source>Close the message</source>
        <translation>关闭消息</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::RunSetup</name>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>Pick a scenario to start.</source>
        <translation>请选择一个场景开始。</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>%1 (bug)</source>
        <translation>%1（有错误）</translation>
    </message>
    <message>
        <source>Run as</source>
        <translation>运行方式</translation>
    </message>
    <message>
        <source>%1 to %2, standard %3</source>
        <translation>%1 到 %2，默认 %3</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::ScenarioList</name>
    <message>
        <source>threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>processes</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>Find a scenario</source>
        <translation>查找场景</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>No scenario has these words.</source>
        <translation>没有包含这些词的场景。</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::Stage</name>
    <message>
        <source>Stage</source>
        <translation>舞台</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::StartPage</name>
    <message>
        <source>Pick a scenario to start.</source>
        <translation>请选择一个场景开始。</translation>
    </message>
    <message>
        <source>Or drop a recording here.</source>
        <translation>或者把记录拖到这里。</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::StatusStrip</name>
    <message>
        <source>1 process, 1 thread alive</source>
        <translation>存活 1 个进程、1 个线程</translation>
    </message>
    <message>
        <source>1 process, %1 threads alive</source>
        <translation>存活 1 个进程、%1 个线程</translation>
    </message>
    <message>
        <source>%1 processes, %2 threads alive</source>
        <translation>存活 %1 个进程、%2 个线程</translation>
    </message>
    <message>
        <source>States: the kernel's switch records</source>
        <translation>状态：内核的切换记录</translation>
    </message>
    <message>
        <source>Operations: instrumented in each task</source>
        <translation>操作：在每个任务中插桩</translation>
    </message>
    <message>
        <source>States and operations: instrumented in each task</source>
        <translation>状态和操作：在每个任务中插桩</translation>
    </message>
    <message>
        <source>%1 events, %2 lost</source>
        <translation>%1 个事件，丢失 %2 个</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::TopBar</name>
    <message>
        <source>Scenarios</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Open recording</source>
        <translation>打开记录</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Code and why</source>
        <translation>代码与原因</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::TransportBar</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停播放</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Go live</source>
        <translation>转到实时</translation>
    </message>
    <message>
        <source>to no task yet</source>
        <translation>尚无目标任务</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>发给 %1</translation>
    </message>
    <message>
        <source>while it runs</source>
        <translation>运行期间可用</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>每秒 %1</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>再次运行</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Send signal</source>
        <translation>发送信号</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>回放</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Playback in slow motion</source>
        <translation>慢动作回放</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Playback from event to event</source>
        <translation>逐个事件回放</translation>
    </message>
    <message>
        <source>Speed of playback</source>
        <translation>回放速度</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::WhyPanel</name>
    <message>
        <source>%1 does not exist yet</source>
        <translation>%1 尚不存在</translation>
    </message>
    <message>
        <source>%1 is being created</source>
        <translation>%1 正在创建</translation>
    </message>
    <message>
        <source>Why is %1 not running?</source>
        <translation>%1 为什么没有运行？</translation>
    </message>
    <message>
        <source>What is %1 doing?</source>
        <translation>%1 在做什么？</translation>
    </message>
    <message>
        <source>Why is %1 blocked?</source>
        <translation>%1 为什么阻塞？</translation>
    </message>
    <message>
        <source>Why is %1 stopped?</source>
        <translation>%1 为什么暂停？</translation>
    </message>
    <message>
        <source>Why is %1 a zombie?</source>
        <translation>%1 为什么是僵尸？</translation>
    </message>
    <message>
        <source>How did %1 end?</source>
        <translation>%1 是怎样结束的？</translation>
    </message>
    <message>
        <source>What is known of %1?</source>
        <translation>关于 %1 知道什么？</translation>
    </message>
    <message>
        <source>K  Kernel: its scheduler's switch records.</source>
        <translation>K  内核：调度器的切换记录。</translation>
    </message>
    <message>
        <source>I  Instrumented: the task's own operations.</source>
        <translation>I  插桩：任务自己的操作。</translation>
    </message>
    <message>
        <source>P  Parked by Lockstep.</source>
        <translation>P  由 Lockstep 暂留。</translation>
    </message>
    <message>
        <source>No record says what it did here.</source>
        <translation>没有记录说明它在这里做了什么。</translation>
    </message>
    <message>
        <source>No task is selected</source>
        <translation>没有选择任务</translation>
    </message>
    <message>
        <source>Start a run or open a recording.</source>
        <translation>请开始一次运行或打开一份记录。</translation>
    </message>
    <message>
        <source>Click a task on the stage or a lane, or press its number.</source>
        <translation>点击舞台上的任务或泳道，或按下它的编号。</translation>
    </message>
    <message>
        <source>Somebody outside</source>
        <translation>外部某方</translation>
    </message>
    <message>
        <source>%1 sent %2 to %3 %4 ago. It has not been delivered yet.</source>
        <translation>%4 之前，%1 向 %3 发送了 %2，尚未递送。</translation>
    </message>
    <message>
        <source>%1 sent %2 to %3, whose handler has been running for %4.</source>
        <translation>%1 向 %3 发送了 %2，其处理函数已运行 %4。</translation>
    </message>
    <message>
        <source>A signal is on its way</source>
        <translation>一个信号正在途中</translation>
    </message>
    <message>
        <source>Where %1 spent the marked %2</source>
        <translation>%1 在所选 %2 内的时间分布</translation>
    </message>
    <message>
        <source>Where %1 spent the run</source>
        <translation>%1 在整个运行中的时间分布</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::Workbench</name>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>舞台</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Findings %1</source>
        <translation>发现 %1</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
</context>
</TS>
